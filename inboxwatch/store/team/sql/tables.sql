-- Who is who: teams, spaces, members. Nobody writes these tables but the functions of `steward.sql`.
CREATE TABLE IF NOT EXISTS inboxwatch.team (
    name text PRIMARY KEY CHECK (name ~ '^[[:alnum:]][[:alnum:] ._-]{0,62}$'),
    changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE inboxwatch.team IS 'Teams; changed_at: when somebody last came or went';

CREATE TABLE IF NOT EXISTS inboxwatch.space (
    name text PRIMARY KEY CHECK (name <> '' AND octet_length(name) <= 63),
    kind text NOT NULL CHECK (kind IN ('personal', 'shared')),
    made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE inboxwatch.space IS 'What a personal store is for one: all rows of one owner, a login or a shared mailbox';

CREATE TABLE IF NOT EXISTS inboxwatch.member (
    login text PRIMARY KEY CHECK (login <> '' AND octet_length(login) <= 63),
    team text REFERENCES inboxwatch.team (name) ON UPDATE CASCADE,
    member boolean NOT NULL DEFAULT false,
    lead boolean NOT NULL DEFAULT false,
    admin boolean NOT NULL DEFAULT false,
    worker boolean NOT NULL DEFAULT false,
    made boolean NOT NULL DEFAULT false,
    fresh boolean NOT NULL DEFAULT false,
    shares boolean NOT NULL DEFAULT false,
    addresses text[] NOT NULL DEFAULT '{}',
    joined_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT lead_has_a_team CHECK (NOT lead OR (member AND team IS NOT NULL)),
    CONSTRAINT admin_sees_no_figures CHECK (NOT (admin AND lead)),
    CONSTRAINT worker_is_nobody_else CHECK (NOT (worker AND (member OR lead OR admin)))
);
COMMENT ON TABLE inboxwatch.member IS
    'Logins and what they are; made: by us; fresh: still with the password that an admin knows; shares: by own switch';

CREATE TABLE IF NOT EXISTS inboxwatch.shared_member (
    mailbox text REFERENCES inboxwatch.space (name) ON DELETE CASCADE,
    login text REFERENCES inboxwatch.member (login) ON DELETE CASCADE,
    PRIMARY KEY (mailbox, login)
);
COMMENT ON TABLE inboxwatch.shared_member IS 'Who may enter the space of a shared mailbox';

ALTER TABLE inboxwatch.member ADD COLUMN IF NOT EXISTS shares_since timestamptz;

CREATE TABLE IF NOT EXISTS inboxwatch.tally (
    owner text COLLATE "C" NOT NULL DEFAULT coalesce(nullif(current_setting('inboxwatch.owner', true), ''), current_user),
    week date NOT NULL CHECK (extract(isodow FROM week) = 1),
    department text COLLATE "C" NOT NULL CHECK (department <> ''),
    team text REFERENCES inboxwatch.team (name) ON UPDATE CASCADE ON DELETE SET NULL,
    shown boolean NOT NULL DEFAULT false,
    requests integer NOT NULL CHECK (requests >= 0),
    open integer NOT NULL,
    overdue integer NOT NULL,
    met integer NOT NULL,
    missed integer NOT NULL,
    excused integer NOT NULL,
    chasers integer NOT NULL,
    kept integer NOT NULL,
    broken integer NOT NULL,
    promised integer NOT NULL,
    times bigint[] NOT NULL,
    censored bigint[] NOT NULL,
    PRIMARY KEY (owner, week, department)
);
-- The one index on rows with owners that does not begin with the owner: nobody but the roles of the figures may use
-- its columns in a condition, so nobody can ask EXPLAIN how many rows another team has.
CREATE INDEX IF NOT EXISTS tally_team ON inboxwatch.tally (team, week);
COMMENT ON TABLE inboxwatch.tally IS
    'What a week was like for one owner, in numbers; shown: the owner let the leads see it before the week began';

CREATE TABLE IF NOT EXISTS inboxwatch.published (
    team text NOT NULL REFERENCES inboxwatch.team (name) ON UPDATE CASCADE ON DELETE CASCADE,
    week date NOT NULL,
    department text COLLATE "C" NOT NULL,
    members integer,
    requests integer,
    open integer,
    overdue integer,
    met integer,
    missed integer,
    excused integer,
    acknowledged integer,
    chasers integer,
    kept integer,
    broken integer,
    promised integer,
    median bigint,
    p90 bigint,
    answered_only bigint,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team, week, department)
);
COMMENT ON TABLE inboxwatch.published IS
    'What leads were told of a week, once and for ever; department is empty for all, members null where there were too few';

CREATE TABLE IF NOT EXISTS inboxwatch.moment (
    team text NOT NULL REFERENCES inboxwatch.team (name) ON UPDATE CASCADE ON DELETE CASCADE,
    day date NOT NULL,
    members integer,
    open integer,
    overdue integer,
    PRIMARY KEY (team, day)
);
COMMENT ON TABLE inboxwatch.moment IS 'What leads were told of the present, once a day; null where there were too few';

CREATE TABLE IF NOT EXISTS inboxwatch.look (
    owner text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by text NOT NULL,
    what text NOT NULL,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (owner, at, by)
);
COMMENT ON TABLE inboxwatch.look IS 'Who looked at the figures of which single person';
