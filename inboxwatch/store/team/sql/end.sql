-- The administrator lets go of the roles; who runs the database keeps the right to manage members.
REVOKE CREATE ON SCHEMA inboxwatch FROM inboxwatch_identity, inboxwatch_steward, inboxwatch_eraser, inboxwatch_figures;
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
