-- Roles of the whole server, run by its administrator. Nobody logs in as any of these: people and workers are members
-- of the groups, the others own things so that each may do as little as possible.
DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'inboxwatch_owner',     -- owns the schema and its tables; row-level security is forced on it, too
        'inboxwatch_identity',  -- reads who is who, for the policies
        'inboxwatch_steward',   -- writes who is who, and makes logins
        'inboxwatch_eraser',    -- deletes rows by their owner, and can read nothing else of them
        'inboxwatch_figures',   -- reads tallies and adds them up
        'inboxwatch_member', 'inboxwatch_lead', 'inboxwatch_admin', 'inboxwatch_worker'
    ] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', one);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- another database of this server is being set up at the same time
        END;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = one AND (rolcanlogin OR rolsuper OR rolbypassrls)) THEN
            RAISE EXCEPTION 'the role % exists and may log in or go past row-level security', one
                USING ERRCODE = 'invalid_role_specification';
        END IF;
        IF NOT pg_has_role(current_user, one, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', one);  -- for the length of the set-up, see `end.sql`
        END IF;
    END LOOP;
    IF NOT (SELECT rolcreaterole FROM pg_roles WHERE rolname = 'inboxwatch_steward') THEN
        ALTER ROLE inboxwatch_steward CREATEROLE;
    END IF;
    IF current_setting('server_version_num')::int >= 160000 THEN  -- CREATEROLE alone grants no groups there
        EXECUTE 'GRANT inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker
                 TO inboxwatch_steward WITH ADMIN TRUE, INHERIT FALSE, SET FALSE';
    END IF;
    EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO inboxwatch_owner', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO inboxwatch_member, inboxwatch_lead, inboxwatch_admin, '
                   'inboxwatch_worker', current_database());
END
$$;

DO $$
BEGIN
    IF to_regnamespace('inboxwatch') IS NULL THEN
        CREATE SCHEMA inboxwatch AUTHORIZATION inboxwatch_owner;
    END IF;
    IF pg_get_userbyid((SELECT nspowner FROM pg_namespace WHERE nspname = 'inboxwatch')) <> 'inboxwatch_owner' THEN
        RAISE EXCEPTION 'the schema inboxwatch belongs to somebody else' USING ERRCODE = 'invalid_schema_name';
    END IF;
END
$$;

REVOKE ALL ON SCHEMA inboxwatch FROM PUBLIC;
GRANT USAGE ON SCHEMA inboxwatch TO inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker,
    inboxwatch_identity, inboxwatch_steward, inboxwatch_eraser, inboxwatch_figures;
GRANT CREATE ON SCHEMA inboxwatch TO inboxwatch_identity, inboxwatch_steward, inboxwatch_eraser, inboxwatch_figures;
ALTER DEFAULT PRIVILEGES FOR ROLE inboxwatch_owner, inboxwatch_identity, inboxwatch_steward, inboxwatch_eraser,
    inboxwatch_figures REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
