-- What a lead may know. Numbers of closed weeks, added up over at least five members and five requests, published once.
--
-- A member counts towards the five who had a request that week, is no lead and did not show the own figures: whoever
-- reads could take the own or the shown ones off. No member may have more than four fifths of the requests.
CREATE OR REPLACE FUNCTION inboxwatch.waiting_quantile(events bigint[], censored bigint[], quantile double precision)
RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE  -- Kaplan and Meier's estimate, step by step as inboxwatch.figures.kaplan_meier_quantile takes them
    at_risk double precision := cardinality(events) + cardinality(censored);
    waiting double precision := 1;
    step record;
BEGIN
    FOR step IN SELECT seconds, count(*) FILTER (WHERE died) AS died, count(*) AS gone
        FROM (SELECT unnest(events) AS seconds, true AS died UNION ALL SELECT unnest(censored), false) AS all_of_them
        GROUP BY seconds ORDER BY seconds
    LOOP
        waiting := waiting * ((at_risk - step.died) / at_risk);
        IF step.died > 0 AND waiting <= 1 - quantile + 1e-9 THEN
            RETURN step.seconds;
        END IF;
        at_risk := at_risk - step.gone;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION inboxwatch.waiting_quantile IS 'The time by which a share of requests was acknowledged, with open ones as censored';

-- Arguments of a function in SQL take the collation of the call, which is that of the department: without a word about
-- it the index by team would not fit, and all teams' rows of the week would be read.
CREATE OR REPLACE FUNCTION inboxwatch.enough(its_team text, its_week date, departments text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FILTER (WHERE counts AND n > 0) >= 5 AND coalesce(sum(n), 0) >= 5 AND max(n) * 5 <= sum(n) * 4
    FROM (
        SELECT sum(tally.requests) AS n, bool_and(NOT tally.shown AND NOT coalesce(member.lead, false)) AS counts
        FROM inboxwatch.tally LEFT JOIN inboxwatch.member ON member.login = tally.owner
        WHERE tally.team = its_team COLLATE "default" AND tally.week = its_week AND tally.department = ANY (departments)
        GROUP BY tally.owner
    ) AS each
$$;
COMMENT ON FUNCTION inboxwatch.enough IS 'Whether these departments of a week have so many people in them that a sum tells of none';

CREATE OR REPLACE FUNCTION inboxwatch.publish_sum(its_team text, its_week date, its_name text, departments text[])
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO inboxwatch.published (team, week, department, members, requests, open, overdue, met, missed, excused,
        acknowledged, chasers, kept, broken, promised, median, p90, answered_only)
    SELECT its_team, its_week, its_name, count(DISTINCT owner) FILTER (WHERE requests > 0), sum(requests), sum(open),
        sum(overdue), sum(met), sum(missed), sum(excused), cardinality(events), sum(chasers), sum(kept), sum(broken),
        sum(promised), inboxwatch.waiting_quantile(events, left_open, 0.5),
        inboxwatch.waiting_quantile(events, left_open, 0.9), inboxwatch.waiting_quantile(events, '{}', 0.5)
    FROM inboxwatch.tally, (
        SELECT coalesce((SELECT array_agg(one) FROM inboxwatch.tally AS t, unnest(t.times) AS one
                         WHERE t.team = its_team COLLATE "default" AND t.week = its_week
                             AND t.department = ANY (departments)), '{}'),
               coalesce((SELECT array_agg(one) FROM inboxwatch.tally AS t, unnest(t.censored) AS one
                         WHERE t.team = its_team COLLATE "default" AND t.week = its_week
                             AND t.department = ANY (departments)), '{}')
    ) AS waits (events, left_open)
    WHERE team = its_team COLLATE "default" AND week = its_week AND department = ANY (departments)
    GROUP BY events, left_open
$$;
COMMENT ON FUNCTION inboxwatch.publish_sum IS 'Write down, for ever, the sum over some departments of a week';

-- What is hidden must be enough people itself, or whoever takes the shown off the whole would know it.
CREATE OR REPLACE FUNCTION inboxwatch.publish_week(its_team text, its_week date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    every text[];
    shown text[];  -- the department with the fewest requests is the first
    hidden text[];
    one text;
BEGIN
    SELECT array_agg(department), array_agg(department) FILTER (WHERE inboxwatch.enough(its_team, its_week, ARRAY[department]))
    INTO every, shown FROM (
        SELECT department FROM inboxwatch.tally WHERE team = its_team AND week = its_week
        GROUP BY department HAVING sum(requests) > 0 ORDER BY sum(requests), department
    ) AS departments;
    IF NOT inboxwatch.enough(its_team, its_week, every) THEN
        INSERT INTO inboxwatch.published (team, week, department) VALUES (its_team, its_week, '');
        RETURN;
    END IF;
    PERFORM inboxwatch.publish_sum(its_team, its_week, '', every);
    shown := coalesce(shown, '{}');
    LOOP
        hidden := ARRAY(SELECT unnest(every) EXCEPT SELECT unnest(shown));
        EXIT WHEN cardinality(shown) = 0 OR cardinality(hidden) = 0 OR inboxwatch.enough(its_team, its_week, hidden);
        shown := shown[2:];
    END LOOP;
    IF cardinality(every) > 1 THEN
        FOREACH one IN ARRAY shown LOOP
            PERFORM inboxwatch.publish_sum(its_team, its_week, one, ARRAY[one]);
        END LOOP;
    END IF;
END
$$;
COMMENT ON FUNCTION inboxwatch.publish_week IS 'Write down what a lead may know of a week';

CREATE OR REPLACE FUNCTION inboxwatch.publish(its_team text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one date;
BEGIN
    FOR one IN SELECT DISTINCT week FROM inboxwatch.tally AS t
        WHERE t.team = its_team AND t.week + 8 <= (now() AT TIME ZONE 'UTC')::date  -- a day for all zones to end it
            AND NOT EXISTS (SELECT FROM inboxwatch.published AS p WHERE p.team = its_team AND p.week = t.week)
        ORDER BY week
    LOOP
        PERFORM inboxwatch.publish_week(its_team, one);
    END LOOP;
END
$$;
COMMENT ON FUNCTION inboxwatch.publish IS 'Publish the weeks that are due of a team';

-- The present: only while nobody came or went this week, or the difference would be theirs.
CREATE OR REPLACE FUNCTION inboxwatch.publish_moment(its_team text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM inboxwatch.moment WHERE team = its_team AND day = (now() AT TIME ZONE 'UTC')::date) THEN
        RETURN;  -- told already today
    END IF;
    INSERT INTO inboxwatch.moment (team, day, members, open, overdue)
    SELECT its_team, (now() AT TIME ZONE 'UTC')::date, CASE WHEN fit THEN n END, CASE WHEN fit THEN waiting END,
        CASE WHEN fit THEN late END
    FROM (
        SELECT n, waiting, late, n >= 5 AND waiting >= 5
            AND (SELECT changed_at < date_trunc('week', now(), 'UTC') FROM inboxwatch.team WHERE name = its_team) AS fit
        FROM (
            SELECT count(DISTINCT t.owner) FILTER (WHERE NOT m.lead AND NOT m.shares) AS n, sum(t.open) AS waiting,
                sum(t.overdue) AS late
            FROM inboxwatch.tally AS t JOIN inboxwatch.member AS m ON m.login = t.owner AND m.team = its_team
            WHERE t.team = its_team
        ) AS sums
    ) AS judged
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION inboxwatch.publish_moment IS 'Publish what is open in a team, unless it was today already';

CREATE OR REPLACE FUNCTION inboxwatch.published_team() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := inboxwatch.team_led(session_user);
BEGIN
    IF mine IS NULL THEN
        RAISE EXCEPTION 'inboxwatch: only the lead of a team may see its figures' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('inboxwatch publish ' || mine, 0));
    RETURN mine;
END
$$;
COMMENT ON FUNCTION inboxwatch.published_team IS
    'The team that the asking login leads, with nobody else publishing of it until the transaction ends';

CREATE OR REPLACE FUNCTION inboxwatch.team_figures() RETURNS SETOF inboxwatch.published
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := inboxwatch.published_team();
BEGIN
    PERFORM inboxwatch.publish(mine);
    RETURN QUERY SELECT * FROM inboxwatch.published WHERE team = mine ORDER BY week, department;
END
$$;
COMMENT ON FUNCTION inboxwatch.team_figures IS 'All published weeks of the team that the asking login leads';

CREATE OR REPLACE FUNCTION inboxwatch.team_moment() RETURNS SETOF inboxwatch.moment
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := inboxwatch.published_team();
BEGIN
    PERFORM inboxwatch.publish_moment(mine);
    RETURN QUERY SELECT * FROM inboxwatch.moment WHERE team = mine ORDER BY day DESC LIMIT 1;
END
$$;
COMMENT ON FUNCTION inboxwatch.team_moment IS 'What is open in the team that the asking login leads, as of today''s first look';

-- To look at one person takes two transactions: the first says so in the person's log and has to be committed, for a
-- look that is rolled back would have been seen all the same.
CREATE OR REPLACE FUNCTION inboxwatch.announce_look(who text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM inboxwatch.member WHERE login = who AND shares AND login <> session_user
                   AND team = inboxwatch.team_led(session_user)) THEN
        RAISE EXCEPTION 'inboxwatch: nobody of this name in your team lets you see their figures'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO inboxwatch.look (owner, by, what) VALUES (who, session_user, 'figures');
END
$$;
COMMENT ON FUNCTION inboxwatch.announce_look IS 'Tell somebody who shares their figures that they are about to be looked at';

CREATE OR REPLACE FUNCTION inboxwatch.figures_of(who text) RETURNS SETOF inboxwatch.tally
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM inboxwatch.look AS seen JOIN inboxwatch.member AS m ON m.login = seen.owner
        WHERE seen.owner = who AND seen.by = session_user AND seen.xact <> pg_current_xact_id()
            AND seen.at BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp()
            AND m.shares AND m.team = inboxwatch.team_led(session_user)
    ) THEN
        RAISE EXCEPTION 'inboxwatch: a look at one person has to be announced to them first'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM inboxwatch.tally
        WHERE owner = who AND shown AND team = inboxwatch.team_led(session_user) ORDER BY week, department;
END
$$;
COMMENT ON FUNCTION inboxwatch.figures_of IS 'Weeks of somebody who shared them before they began, after `announce_look`';

REVOKE ALL ON FUNCTION inboxwatch.waiting_quantile, inboxwatch.enough, inboxwatch.publish_sum, inboxwatch.publish_week,
    inboxwatch.publish, inboxwatch.publish_moment, inboxwatch.published_team, inboxwatch.team_figures,
    inboxwatch.team_moment, inboxwatch.announce_look, inboxwatch.figures_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inboxwatch.team_figures, inboxwatch.team_moment, inboxwatch.announce_look,
    inboxwatch.figures_of TO inboxwatch_lead;
