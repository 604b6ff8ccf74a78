-- Rights on every table whose rows have owners; the policies that keep owners apart come with the tables.
DO $$
DECLARE
    one text;
    word text;
BEGIN
    FOR one IN SELECT inboxwatch.owned() LOOP
        -- samples of words and owners would outlive their erasure, and EXPLAIN would tell others how frequent they are
        FOR word IN SELECT attname FROM pg_attribute WHERE attrelid = format('inboxwatch.%I', one)::regclass
            AND attnum > 0 AND NOT attisdropped AND attstattarget <> 0
            AND atttypid IN ('text'::regtype, 'bytea'::regtype, 'jsonb'::regtype, 'bigint[]'::regtype) LOOP
            EXECUTE format('ALTER TABLE inboxwatch.%I ALTER COLUMN %I SET STATISTICS 0', one, word);
        END LOOP;
        EXECUTE format('DROP POLICY IF EXISTS eraser ON inboxwatch.%I', one);
        EXECUTE format('DROP POLICY IF EXISTS eraser_delete ON inboxwatch.%I', one);
        EXECUTE format('CREATE POLICY eraser ON inboxwatch.%I FOR SELECT TO inboxwatch_eraser USING (true)', one);
        EXECUTE format('CREATE POLICY eraser_delete ON inboxwatch.%I FOR DELETE TO inboxwatch_eraser USING (true)', one);
        EXECUTE format('GRANT SELECT (owner), DELETE ON inboxwatch.%I TO inboxwatch_eraser', one);
        IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = format('inboxwatch.%I', one)::regclass
                   AND attname = 'message' AND NOT attisdropped) THEN  -- rows that follow a message when it is erased
            EXECUTE format('GRANT SELECT (message) ON inboxwatch.%I TO inboxwatch_eraser', one);
        END IF;
        CONTINUE WHEN one IN ('polled', 'look', 'tally');
        EXECUTE format('REVOKE ALL ON inboxwatch.%I FROM PUBLIC, inboxwatch_lead, inboxwatch_admin', one);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON inboxwatch.%I TO inboxwatch_member, inboxwatch_worker',
                       one);
    END LOOP;
    IF to_regclass('inboxwatch.alembic_version') IS NOT NULL THEN
        REVOKE ALL ON inboxwatch.alembic_version FROM PUBLIC;
        GRANT SELECT ON inboxwatch.alembic_version
            TO inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker;
        ALTER TABLE inboxwatch.alembic_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS everybody ON inboxwatch.alembic_version;
        CREATE POLICY everybody ON inboxwatch.alembic_version FOR SELECT USING (true);
        DROP POLICY IF EXISTS owner ON inboxwatch.alembic_version;
        CREATE POLICY owner ON inboxwatch.alembic_version TO inboxwatch_owner USING (true) WITH CHECK (true);
    END IF;
    IF to_regclass('inboxwatch.polled') IS NOT NULL THEN
        GRANT SELECT (owner) ON inboxwatch.polled TO inboxwatch_identity;
        DROP POLICY IF EXISTS identity ON inboxwatch.polled;
        CREATE POLICY identity ON inboxwatch.polled FOR SELECT TO inboxwatch_identity USING (true);
    END IF;
END
$$;
