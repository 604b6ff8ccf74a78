-- Where a policy asks a function, the function gets `current_user` as the caller has it, evaluated once a statement.
CREATE OR REPLACE FUNCTION inboxwatch.acting(who name) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted text := coalesce(nullif(current_setting('inboxwatch.owner', true), ''), who);
    known record;
BEGIN
    IF pg_has_role(session_user, who, 'MEMBER') THEN  -- nobody asks about others
        SELECT member, worker, fresh INTO known FROM inboxwatch.member WHERE login = who;
        IF known.fresh THEN
            RAISE EXCEPTION 'inboxwatch: the first password has to be changed'
                USING ERRCODE = 'insufficient_privilege', HINT = 'inboxwatch team password';
        ELSIF known.member AND wanted = who THEN
            RETURN who;
        ELSIF known.member
            AND EXISTS (SELECT FROM inboxwatch.shared_member WHERE mailbox = wanted AND login = who) THEN
            RETURN wanted;
        ELSIF known.worker AND EXISTS (SELECT FROM inboxwatch.polled WHERE owner = wanted) THEN
            RETURN wanted;
        END IF;
    END IF;
    RAISE EXCEPTION 'inboxwatch: no space of this name is open to this login'
        USING ERRCODE = 'insufficient_privilege';
END
$$;
COMMENT ON FUNCTION inboxwatch.acting IS
    'The owner whose rows are seen: who itself, or the space that the setting inboxwatch.owner names if it may enter it';

CREATE OR REPLACE FUNCTION inboxwatch.team_of(who name) RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT team FROM inboxwatch.member WHERE login = who AND NOT fresh AND pg_has_role(session_user, who, 'MEMBER')
$$;
COMMENT ON FUNCTION inboxwatch.team_of IS 'The team of who, null if there is none';

CREATE OR REPLACE FUNCTION inboxwatch.team_led(who name) RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT team FROM inboxwatch.member
    WHERE login = who AND lead AND NOT fresh AND pg_has_role(session_user, who, 'MEMBER')
$$;
COMMENT ON FUNCTION inboxwatch.team_led IS 'The team whose lead who is, null if there is none';

CREATE OR REPLACE FUNCTION inboxwatch.shared_of(who name) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT mailbox FROM inboxwatch.shared_member WHERE login = who AND pg_has_role(session_user, who, 'MEMBER')
$$;
COMMENT ON FUNCTION inboxwatch.shared_of IS 'The shared mailboxes that who is a member of';

CREATE OR REPLACE FUNCTION inboxwatch.is_admin(who name) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM inboxwatch.member WHERE login = who AND admin AND NOT fresh)
        AND pg_has_role(session_user, who, 'MEMBER')
        OR pg_has_role(session_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE')
$$;
COMMENT ON FUNCTION inboxwatch.is_admin IS 'Whether who manages members here: an admin of this database, or its owner';

CREATE OR REPLACE FUNCTION inboxwatch.is_worker(who name) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM inboxwatch.member WHERE login = who AND worker AND NOT fresh)
        AND pg_has_role(session_user, who, 'MEMBER')
$$;
COMMENT ON FUNCTION inboxwatch.is_worker IS 'Whether who polls mailboxes for others in this database';

-- The team of a week is the one of its first row, whoever moves later; so is whether its figures may be shown.
CREATE OR REPLACE FUNCTION inboxwatch.tally_belongs() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.owner := OLD.owner;
        NEW.week := OLD.week;
        NEW.team := OLD.team;
        NEW.shown := OLD.shown;
        RETURN NEW;
    END IF;
    SELECT team, shown INTO NEW.team, NEW.shown FROM inboxwatch.tally
        WHERE owner = NEW.owner AND week = NEW.week LIMIT 1;
    IF NOT FOUND THEN
        SELECT team, shares AND shares_since < NEW.week::timestamp AT TIME ZONE 'UTC' INTO NEW.team, NEW.shown
            FROM inboxwatch.member WHERE login = NEW.owner;
    END IF;
    NEW.shown := coalesce(NEW.shown, false);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION inboxwatch.tally_belongs IS 'Fill in what the owner of a tally does not choose';

REVOKE ALL ON FUNCTION inboxwatch.acting, inboxwatch.team_of, inboxwatch.team_led, inboxwatch.shared_of,
    inboxwatch.is_admin, inboxwatch.is_worker, inboxwatch.tally_belongs FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inboxwatch.acting TO inboxwatch_member, inboxwatch_worker, inboxwatch_owner;
GRANT EXECUTE ON FUNCTION inboxwatch.team_of, inboxwatch.shared_of TO inboxwatch_member;
GRANT EXECUTE ON FUNCTION inboxwatch.team_led TO inboxwatch_lead, inboxwatch_figures;
GRANT EXECUTE ON FUNCTION inboxwatch.is_admin TO inboxwatch_admin, inboxwatch_steward;
GRANT EXECUTE ON FUNCTION inboxwatch.is_worker TO inboxwatch_worker;
GRANT EXECUTE ON FUNCTION inboxwatch.tally_belongs TO inboxwatch_owner;
