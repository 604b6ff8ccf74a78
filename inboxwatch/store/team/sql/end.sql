-- The administrator lets go of the roles; who runs the database keeps the right to manage members.
REVOKE CREATE ON SCHEMA inboxwatch FROM inboxwatch_identity, inboxwatch_steward, inboxwatch_eraser, inboxwatch_figures;
DO $$
BEGIN
    -- whoever writes holds a lock whose number is made of the owner's name: watching it would tell when mail comes
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        REVOKE ALL ON pg_catalog.pg_locks FROM PUBLIC;
        REVOKE ALL ON FUNCTION pg_catalog.pg_lock_status() FROM PUBLIC;
        GRANT SELECT ON pg_catalog.pg_locks TO pg_monitor;
        GRANT EXECUTE ON FUNCTION pg_catalog.pg_lock_status() TO pg_monitor;
    END IF;
END
$$;
DO $$
DECLARE
    one text;
BEGIN
    FOR one IN SELECT roleid::regrole::text FROM pg_auth_members
        WHERE member = current_user::regrole AND roleid::regrole::text ~ '^inboxwatch_(owner|identity|steward|eraser|figures|member|lead|worker)$'
    LOOP
        EXECUTE format('REVOKE %I FROM CURRENT_USER', one);
    END LOOP;
END
$$;
