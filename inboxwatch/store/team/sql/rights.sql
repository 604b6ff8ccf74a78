-- Who sees who is who; said anew each time.
DO $$
DECLARE
    old record;
BEGIN
    FOR old IN SELECT tablename, policyname FROM pg_policies
        WHERE schemaname = 'inboxwatch' AND tablename IN
            ('team', 'space', 'member', 'shared_member', 'tally', 'published', 'moment', 'look') LOOP
        EXECUTE format('DROP POLICY %I ON inboxwatch.%I', old.policyname, old.tablename);
    END LOOP;
END
$$;
ALTER TABLE inboxwatch.team ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.space ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.shared_member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.tally ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.published ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.moment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.look ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON inboxwatch.team, inboxwatch.space, inboxwatch.member, inboxwatch.shared_member
    FROM PUBLIC, inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker;
GRANT SELECT ON inboxwatch.team, inboxwatch.member TO inboxwatch_member, inboxwatch_admin;
GRANT SELECT ON inboxwatch.space TO inboxwatch_admin;
GRANT SELECT ON inboxwatch.shared_member TO inboxwatch_member, inboxwatch_admin;
GRANT SELECT ON inboxwatch.member, inboxwatch.shared_member TO inboxwatch_identity;
GRANT SELECT ON inboxwatch.team, inboxwatch.member TO inboxwatch_figures;
GRANT SELECT, INSERT, UPDATE, DELETE ON inboxwatch.team, inboxwatch.space, inboxwatch.member, inboxwatch.shared_member
    TO inboxwatch_steward;

CREATE POLICY service ON inboxwatch.team TO inboxwatch_steward, inboxwatch_figures USING (true) WITH CHECK (true);
CREATE POLICY service ON inboxwatch.space TO inboxwatch_steward USING (true) WITH CHECK (true);
CREATE POLICY service ON inboxwatch.member TO inboxwatch_steward, inboxwatch_identity, inboxwatch_figures
    USING (true) WITH CHECK (true);
CREATE POLICY service ON inboxwatch.shared_member TO inboxwatch_steward, inboxwatch_identity
    USING (true) WITH CHECK (true);

CREATE POLICY admin ON inboxwatch.team FOR SELECT TO inboxwatch_admin
    USING ((SELECT inboxwatch.is_admin(current_user)));
CREATE POLICY admin ON inboxwatch.space FOR SELECT TO inboxwatch_admin
    USING ((SELECT inboxwatch.is_admin(current_user)));
CREATE POLICY admin ON inboxwatch.member FOR SELECT TO inboxwatch_admin
    USING ((SELECT inboxwatch.is_admin(current_user)));
CREATE POLICY admin ON inboxwatch.shared_member FOR SELECT TO inboxwatch_admin
    USING ((SELECT inboxwatch.is_admin(current_user)));

CREATE POLICY own ON inboxwatch.team FOR SELECT TO inboxwatch_member
    USING (name = (SELECT inboxwatch.team_of(current_user)));
CREATE POLICY own ON inboxwatch.member FOR SELECT TO inboxwatch_member USING (login = current_user);
-- everybody knows who may see the figures of the own team
CREATE POLICY leads ON inboxwatch.member FOR SELECT TO inboxwatch_member
    USING (lead AND team = (SELECT inboxwatch.team_of(current_user)));
CREATE POLICY team ON inboxwatch.member FOR SELECT TO inboxwatch_lead
    USING (team = (SELECT inboxwatch.team_led(current_user)));
CREATE POLICY own ON inboxwatch.shared_member FOR SELECT TO inboxwatch_member
    USING (mailbox IN (SELECT inboxwatch.shared_of(current_user)));

-- Figures: a tally is its owner's; only the role of the figures adds tallies up; leads ask its functions.
REVOKE ALL ON inboxwatch.tally, inboxwatch.published, inboxwatch.moment, inboxwatch.look
    FROM PUBLIC, inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker;
GRANT SELECT (owner, week, department, requests, open, overdue, met, missed, excused, chasers, kept, broken, promised,
        times, censored),
    INSERT (week, department, requests, open, overdue, met, missed, excused, chasers, kept, broken, promised, times,
        censored),
    UPDATE (requests, open, overdue, met, missed, excused, chasers, kept, broken, promised, times, censored), DELETE
    ON inboxwatch.tally TO inboxwatch_member, inboxwatch_worker;
GRANT SELECT ON inboxwatch.tally TO inboxwatch_figures;
GRANT SELECT (owner, week, team, shown) ON inboxwatch.tally TO inboxwatch_identity;
GRANT SELECT, INSERT ON inboxwatch.published, inboxwatch.moment, inboxwatch.look TO inboxwatch_figures;
GRANT SELECT (owner, at, by, what) ON inboxwatch.look TO inboxwatch_member;
CREATE POLICY space ON inboxwatch.tally TO inboxwatch_member, inboxwatch_worker
    USING (owner = (SELECT inboxwatch.acting(current_user))) WITH CHECK (owner = (SELECT inboxwatch.acting(current_user)));
CREATE POLICY service ON inboxwatch.tally FOR SELECT TO inboxwatch_figures, inboxwatch_identity USING (true);
CREATE POLICY service ON inboxwatch.published TO inboxwatch_figures USING (true) WITH CHECK (true);
CREATE POLICY service ON inboxwatch.moment TO inboxwatch_figures USING (true) WITH CHECK (true);
CREATE POLICY service ON inboxwatch.look TO inboxwatch_figures USING (true) WITH CHECK (true);
CREATE POLICY space ON inboxwatch.look FOR SELECT TO inboxwatch_member
    USING (owner = (SELECT inboxwatch.acting(current_user)));
DROP TRIGGER IF EXISTS belongs ON inboxwatch.tally;
CREATE TRIGGER belongs BEFORE INSERT OR UPDATE ON inboxwatch.tally
    FOR EACH ROW EXECUTE FUNCTION inboxwatch.tally_belongs();
