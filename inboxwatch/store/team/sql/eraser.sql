-- One role may do one thing about rows of others: delete them by their owner. It has no right to read anything else.
CREATE OR REPLACE FUNCTION inboxwatch.owned() RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT cls.relname::text FROM pg_class cls JOIN pg_attribute att ON att.attrelid = cls.oid
    WHERE cls.relnamespace = 'inboxwatch'::regnamespace AND cls.relkind IN ('r', 'p') AND NOT cls.relispartition
        AND att.attname = 'owner' AND NOT att.attisdropped
    ORDER BY cls.relname
$$;
COMMENT ON FUNCTION inboxwatch.owned IS 'The tables whose rows have owners';

CREATE OR REPLACE FUNCTION inboxwatch.erase(its_owner text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one text;
    n bigint;
    total bigint := 0;
    again boolean := true;
BEGIN
    WHILE again LOOP  -- cascades make the order matter only for the count
        again := false;
        FOR one IN SELECT inboxwatch.owned() LOOP
            EXECUTE format('DELETE FROM inboxwatch.%I WHERE owner = $1', one) USING its_owner;
            GET DIAGNOSTICS n = ROW_COUNT;
            total := total + n;
            again := again OR n > 0;
        END LOOP;
    END LOOP;
    RETURN total;
END
$$;
COMMENT ON FUNCTION inboxwatch.erase IS 'Delete all rows of an owner; returns how many, without those that cascaded';

CREATE OR REPLACE FUNCTION inboxwatch.left_of(its_owner text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one text;
    n bigint;
    total bigint := 0;
BEGIN
    FOR one IN SELECT inboxwatch.owned() LOOP
        EXECUTE format('SELECT count(*) FROM inboxwatch.%I WHERE owner = $1', one) INTO n USING its_owner;
        total := total + n;
    END LOOP;
    RETURN total;
END
$$;
COMMENT ON FUNCTION inboxwatch.left_of IS 'How many rows of an owner there are';

CREATE OR REPLACE FUNCTION inboxwatch.left_of_me() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT inboxwatch.left_of(session_user)
$$;
COMMENT ON FUNCTION inboxwatch.left_of_me IS 'How many rows there are of the login itself, in all tables';

REVOKE ALL ON FUNCTION inboxwatch.erase, inboxwatch.left_of, inboxwatch.left_of_me, inboxwatch.owned FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inboxwatch.erase, inboxwatch.left_of TO inboxwatch_steward;
GRANT EXECUTE ON FUNCTION inboxwatch.left_of_me TO inboxwatch_member;
GRANT EXECUTE ON FUNCTION inboxwatch.owned TO inboxwatch_owner;
