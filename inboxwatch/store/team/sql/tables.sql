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
