-- What an admin may do, each a function, so that an admin needs no rights of the database's administrator.
CREATE OR REPLACE FUNCTION inboxwatch.must_be_admin() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT inboxwatch.is_admin(session_user) THEN
        RAISE EXCEPTION 'inboxwatch: only an admin of this database may do that' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;
COMMENT ON FUNCTION inboxwatch.must_be_admin IS 'Raise for everybody else';

CREATE OR REPLACE FUNCTION inboxwatch.regroup(who text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known record;
    pair record;
BEGIN
    PERFORM inboxwatch.must_be_admin();
    SELECT * INTO STRICT known FROM inboxwatch.member WHERE login = who;
    FOR pair IN SELECT * FROM (VALUES ('inboxwatch_member', known.member), ('inboxwatch_lead', known.lead),
                                      ('inboxwatch_admin', known.admin), ('inboxwatch_worker', known.worker))
                         AS pairs (role, wanted)
    LOOP
        IF pair.wanted AND NOT EXISTS (SELECT FROM pg_auth_members WHERE roleid = pair.role::regrole
                                       AND member = quote_ident(who)::regrole) THEN
            EXECUTE format('GRANT %I TO %I', pair.role, who);
        ELSIF NOT pair.wanted AND EXISTS (SELECT FROM pg_auth_members WHERE roleid = pair.role::regrole
                                          AND member = quote_ident(who)::regrole) THEN
            EXECUTE format('REVOKE %I FROM %I', pair.role, who);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION inboxwatch.regroup IS 'Make the groups of a login agree with the table member';

-- `verifier` is a SCRAM verifier, never a password; null for logins that are known otherwise (LDAP, certificates).
-- A null flag or team leaves what was. Returns what changed: 'login' if one was made, 'member' if new here.
CREATE OR REPLACE FUNCTION inboxwatch.add_member(
    who text, verifier text, its_team text, as_member boolean, as_lead boolean, as_admin boolean, as_worker boolean,
    its_addresses text[]
) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done text[] := '{}';
    before record;
BEGIN
    PERFORM inboxwatch.must_be_admin();
    IF who !~ '^[[:alnum:]_][[:alnum:]_.@-]*$' OR octet_length(who) > 63 OR who ~ '^(pg_|inboxwatch_)' THEN
        RAISE EXCEPTION 'inboxwatch: not a name for a login' USING ERRCODE = 'invalid_name';
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = who AND (rolsuper OR rolbypassrls)) THEN
        RAISE EXCEPTION 'inboxwatch: this login goes past row-level security' USING ERRCODE = 'invalid_role_specification';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('inboxwatch member', 0));
    SELECT * INTO before FROM inboxwatch.member WHERE login = who;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = who) THEN
        IF verifier IS NULL THEN
            EXECUTE format('CREATE ROLE %I LOGIN', who);
        ELSIF verifier !~ '^SCRAM-SHA-256\$' THEN
            RAISE EXCEPTION 'inboxwatch: a password must not come here' USING ERRCODE = 'invalid_password';
        ELSE
            EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', who, verifier);
        END IF;
        done := done || 'login'::text;
    END IF;
    IF its_team IS NOT NULL THEN
        INSERT INTO inboxwatch.team (name) VALUES (its_team) ON CONFLICT DO NOTHING;
    END IF;
    IF before.login IS NULL THEN
        done := done || 'member'::text;
        INSERT INTO inboxwatch.member (login, team, member, lead, admin, worker, made, fresh, addresses)
        VALUES (who, its_team, coalesce(as_member, false), coalesce(as_lead, false), coalesce(as_admin, false),
                coalesce(as_worker, false), 'login' = ANY (done), 'login' = ANY (done) AND verifier IS NOT NULL,
                coalesce(its_addresses, '{}'));
    ELSE
        UPDATE inboxwatch.member SET team = coalesce(its_team, team), member = coalesce(as_member, member),
            lead = coalesce(as_lead, lead), admin = coalesce(as_admin, admin), worker = coalesce(as_worker, worker),
            addresses = coalesce(its_addresses, addresses),
            shares = shares AND (its_team IS NULL OR its_team IS NOT DISTINCT FROM team)  -- it was said to other leads
        WHERE login = who;
    END IF;
    UPDATE inboxwatch.team SET changed_at = now()
    WHERE name IN (its_team, before.team) AND its_team IS DISTINCT FROM before.team;
    IF (SELECT member FROM inboxwatch.member WHERE login = who) THEN
        INSERT INTO inboxwatch.space (name, kind) VALUES (who, 'personal') ON CONFLICT DO NOTHING;
        IF (SELECT kind FROM inboxwatch.space WHERE name = who) <> 'personal' THEN
            RAISE EXCEPTION 'inboxwatch: a shared mailbox has this name' USING ERRCODE = 'unique_violation';
        END IF;
    END IF;
    PERFORM inboxwatch.regroup(who);
    RETURN done;
END
$$;
COMMENT ON FUNCTION inboxwatch.add_member IS 'Make somebody a member, lead, admin or worker; the login, too, where there is none';

CREATE OR REPLACE FUNCTION inboxwatch.change_password(verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF verifier !~ '^SCRAM-SHA-256\$' THEN
        RAISE EXCEPTION 'inboxwatch: a password must not come here' USING ERRCODE = 'invalid_password';
    END IF;
    UPDATE inboxwatch.member SET fresh = false WHERE login = session_user AND made;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'inboxwatch: this login was not made here' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', session_user, verifier);
END
$$;
COMMENT ON FUNCTION inboxwatch.change_password IS 'Change the own password; from then on no admin knows it';

-- Everything of the person goes: rows, tallies, look log, mailboxes that workers poll. Published weeks are sums and stay.
CREATE OR REPLACE FUNCTION inboxwatch.drop_member(who text, keep_login boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known record;
    erased bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('inboxwatch member', 0));
    SELECT * INTO known FROM inboxwatch.member WHERE login = who;
    IF known.login IS NULL THEN
        RETURN NULL;
    END IF;
    erased := inboxwatch.erase(who);
    UPDATE inboxwatch.team SET changed_at = now() WHERE name = known.team;
    DELETE FROM inboxwatch.member WHERE login = who;
    DELETE FROM inboxwatch.space WHERE name = who;
    EXECUTE format('REVOKE inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker FROM %I', who);
    IF known.made AND NOT keep_login THEN
        BEGIN
            EXECUTE format('DROP ROLE %I', who);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', who);
        END;
    END IF;
    RETURN erased;
END
$$;
COMMENT ON FUNCTION inboxwatch.drop_member IS 'Erase somebody: rows, place in the team and, if made here, the login';

CREATE OR REPLACE FUNCTION inboxwatch.remove_member(who text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM inboxwatch.must_be_admin();
    IF who = session_user THEN
        RAISE EXCEPTION 'inboxwatch: nobody removes the own login while it is in use' USING ERRCODE = 'object_in_use';
    END IF;
    RETURN inboxwatch.drop_member(who, false);
END
$$;
COMMENT ON FUNCTION inboxwatch.remove_member IS 'What an admin calls to remove somebody; returns how many rows were erased';

CREATE OR REPLACE FUNCTION inboxwatch.leave() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT inboxwatch.erase(session_user)
$$;
COMMENT ON FUNCTION inboxwatch.leave IS 'Erase everything of the own space; returns how many rows';

CREATE OR REPLACE FUNCTION inboxwatch.share(wanted boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE inboxwatch.member SET shares = wanted,
        shares_since = CASE WHEN NOT wanted THEN NULL WHEN shares THEN shares_since ELSE now() END
    WHERE login = session_user
$$;
COMMENT ON FUNCTION inboxwatch.share IS 'Let the leads of the own team see the own figures, or no longer';

CREATE OR REPLACE FUNCTION inboxwatch.set_shared(its_name text, who text, inside boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM inboxwatch.must_be_admin();
    INSERT INTO inboxwatch.space (name, kind) VALUES (its_name, 'shared') ON CONFLICT DO NOTHING;
    IF (SELECT kind FROM inboxwatch.space WHERE name = its_name) <> 'shared'
        OR EXISTS (SELECT FROM inboxwatch.member WHERE login = its_name) THEN
        RAISE EXCEPTION 'inboxwatch: a login has this name' USING ERRCODE = 'unique_violation';
    END IF;
    IF inside THEN
        INSERT INTO inboxwatch.shared_member (mailbox, login) SELECT its_name, login FROM inboxwatch.member
        WHERE login = who AND member ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM inboxwatch.shared_member WHERE mailbox = its_name AND login = who;
    END IF;
    RETURN EXISTS (SELECT FROM inboxwatch.shared_member WHERE mailbox = its_name AND login = who) = inside;
END
$$;
COMMENT ON FUNCTION inboxwatch.set_shared IS 'Let a member into a shared mailbox''s space, or no longer; false for nobody known';

CREATE OR REPLACE FUNCTION inboxwatch.remove_shared(its_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erased bigint;
BEGIN
    PERFORM inboxwatch.must_be_admin();
    IF NOT EXISTS (SELECT FROM inboxwatch.space WHERE name = its_name AND kind = 'shared') THEN
        RETURN NULL;
    END IF;
    erased := inboxwatch.erase(its_name);
    DELETE FROM inboxwatch.space WHERE name = its_name;
    RETURN erased;
END
$$;
COMMENT ON FUNCTION inboxwatch.remove_shared IS 'Erase a shared mailbox''s space; returns how many rows';

REVOKE ALL ON FUNCTION inboxwatch.must_be_admin, inboxwatch.regroup, inboxwatch.add_member, inboxwatch.change_password,
    inboxwatch.drop_member, inboxwatch.remove_member, inboxwatch.leave, inboxwatch.share, inboxwatch.set_shared,
    inboxwatch.remove_shared FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inboxwatch.add_member, inboxwatch.remove_member, inboxwatch.set_shared,
    inboxwatch.remove_shared TO inboxwatch_admin;
GRANT EXECUTE ON FUNCTION inboxwatch.leave, inboxwatch.share TO inboxwatch_member;
GRANT EXECUTE ON FUNCTION inboxwatch.change_password
    TO inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker;
