"""What happens in a space while something is killed, what it must look like afterwards, and who wrote it (kills_fleet).

A space that is `told` has been read before; then come a question whose reminder falls due, one with its answer in Sent,
and one that its owner answers elsewhere (`done`). A space that is `new` is read for the first time.
"""

from __future__ import annotations

import collections
import datetime as dt
import itertools
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.servers.dovecot import Dovecot
from tests.servers.fleet import Fleet

_NUMBERS = itertools.count()

SECOND = dt.timedelta(seconds=1)
_BEFORE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
OLD = 3
"""Questions that lie in a mailbox which is read for the first time."""

_AUDIT = """
CREATE SCHEMA audit;
CREATE TABLE audit.log (
    id bigserial PRIMARY KEY, owner text, what text, key text, state text, login text, epoch bigint,
    at timestamptz DEFAULT clock_timestamp(), session int DEFAULT pg_backend_pid()
);
CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    it jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO audit.log (owner, what, key, state, login, epoch)
    SELECT it ->> 'owner', TG_TABLE_NAME, coalesce(it ->> 'key', it ->> 'notice', it ->> 'ref'),
        CASE TG_OP WHEN 'DELETE' THEN 'gone' ELSE coalesce(it ->> 'state', it ->> 'request', it ->> 'attempts') END,
        session_user, (SELECT value::bigint FROM inboxwatch.meta WHERE owner = it ->> 'owner' AND name = 'run epoch');
    RETURN NEW;
END $$;
"""
_WATCHED = ("message", "notice", "notice_item", "decision", "aside")
_FENCED = ("message", "notice", "notice_item")

_LEFT_OUT = {
    "message": {"id", "owner", "ref", "prints", "quoted_prints", "key"},
    "request": {"id", "owner", "message", "key", "conversation"},
}
"""Columns that differ from space to space: hashed with its secret, or handed out by the mail server."""
_MOVING = {"outcome", "elapsed_seconds", "business_seconds"}
"""What of an open request depends on when it was looked at last."""
_INSTANT = 10**9
"""Whole numbers beyond this are seconds since 1970."""


def audited(fleet: Fleet) -> None:
    """Note who writes what in which order; the lock of a space, which each writer holds, makes it the true one."""
    fleet.rows_changed(_AUDIT)
    for name in _WATCHED:
        fleet.rows_changed(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON inboxwatch.{name} "
            "FOR EACH ROW EXECUTE FUNCTION audit.note()"
        )


def mail(owner: str, name: str, at: dt.datetime, *, answer: bool = False) -> bytes:
    """A question to the owner, or the owner's answer to it."""
    me, other = f"{owner}@example.test", "carol@example.test"
    sender, to = (me, other) if answer else (other, me)
    identity = f"a{name}.{me}" if answer else f"{name}.{me}"
    lines = [
        f"From: {sender}", f"To: {to}", f"Subject: {'Re: ' if answer else ''}Budget {name}",
        f"Message-ID: <{identity}>", f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}",
        *([f"In-Reply-To: <{name}.{me}>"] if answer else []), "",
        "Here they are, as agreed." if answer else f"Could you please send me the figures of section {name}?",
    ]  # fmt: skip
    return "\r\n".join([*lines, ""]).encode()


@dataclass
class Space:
    """One space of one point. `base` is the instant that its mails are counted from."""

    owner: str
    told: bool
    age: dt.timedelta = 61 * SECOND
    """How old its mails are when they come in: some are to be reminded of at once, half of their target being over."""
    base: dt.datetime = _BEFORE
    done: bool = False
    """Whether its owner has said `done` to the third question, and heard that this is stored."""

    def deliver(self, office: Dovecot, now: dt.datetime) -> None:
        """Have the mails come in."""
        self.base = base = now - self.age
        if not self.told:
            for number in range(OLD):
                put(office, self.owner, "", mail(self.owner, f"old{number}", base), base)
            return
        put(office, self.owner, ".Sent", mail(self.owner, "q2", base + SECOND, answer=True), base + SECOND)
        put(office, self.owner, "", mail(self.owner, "q2", base), base)
        put(office, self.owner, "", mail(self.owner, "q3", base + 35 * SECOND), base + 35 * SECOND)
        put(office, self.owner, "", mail(self.owner, "q1", base), base)


def put(office: Dovecot, owner: str, folder: str, raw: bytes, at: dt.datetime) -> None:
    """Deliver one mail into a Maildir, as received at an instant."""
    tree = office.maildir(owner)
    place = tree / folder if folder else tree
    for made in dict.fromkeys((tree, place, place / "cur", place / "new", place / "tmp")):
        if not made.exists():
            made.mkdir(parents=True)
            _give(office, made)
    name = f"{at.timestamp():.0f}.{next(_NUMBERS)}.kills"
    (place / "tmp" / name).write_bytes(raw)
    _give(office, place / "tmp" / name)
    os.utime(place / "tmp" / name, (at.timestamp(), at.timestamp()))
    (place / "tmp" / name).replace(place / "new" / name)


def _give(office: Dovecot, path: Path) -> None:
    status = office.folder.stat()
    if status.st_uid != path.stat().st_uid:
        os.chown(path, status.st_uid, status.st_gid)


@dataclass
class Ledger:
    """What spaces must look like, learnt from those of undisturbed points."""

    expected: dict[bool, dict[str, Any]] = field(default_factory=dict)

    def learn(self, fleet: Fleet, space: Space) -> list[str]:
        """Take an undisturbed space for the truth if it is what was asked for."""
        found = dump(fleet, space)
        self.expected.setdefault(space.told, found)
        questions, mails = (3, 4) if space.told else (OLD, OLD)
        faults = [] if len(found["message"]) == mails else [f"{space.owner}: undisturbed, {found['message']}"]
        return faults + ([] if len(found["request"]) == questions else [f"{space.owner}: {found['request']}"])

    def faults(self, fleet: Fleet, space: Space) -> list[str]:
        """What is not as it would be undisturbed."""
        found, wanted = dump(fleet, space), self.expected[space.told]
        wrong = [
            f"{space.owner}: {name} is {[row for row in found[name] if row not in wanted[name]]}, "
            f"wanted {[row for row in wanted[name] if row not in found[name]]}"
            for name in wanted
            if found[name] != wanted[name]
        ]
        return [*wrong, f"{space.owner}: how it came: {trail(fleet, space)}"] if wrong else []


def trail(fleet: Fleet, space: Space) -> str:
    """Who wrote what into a space, in order: to see how it came to be wrong."""
    query = (
        "SELECT to_char(at, 'HH24:MI:SS.MS'), login, session, epoch, what, left(key, 8), left(state, 8) "
        "FROM audit.log WHERE owner = %s ORDER BY id"
    )
    return "; ".join(" ".join(map(str, row)) for row in fleet.rows(query, space.owner))


def dump(fleet: Fleet, space: Space) -> dict[str, Any]:
    """All that a space holds of mail and requests; instants count from its base, its name is taken out."""
    found: dict[str, Any] = {}
    for name, left_out in _LEFT_OUT.items():
        query = f"SELECT to_jsonb(t) FROM inboxwatch.{name} AS t WHERE owner = %s"  # noqa: S608 - a table of ours
        rows = fleet.rows(query, space.owner)
        found[name] = sorted((_plain(row, left_out, space) for (row,) in rows), key=str)
    for name in ("link", "untracked"):
        found[name] = fleet.rows(f"SELECT count(*) FROM inboxwatch.{name} WHERE owner = %s", space.owner)  # noqa: S608
    found["aside"] = fleet.rows("SELECT ref, attempts, why FROM inboxwatch.aside WHERE owner = %s", space.owner)
    return found


def _plain(row: dict[str, Any], left_out: set[str], space: Space) -> dict[str, Any]:
    base = int(space.base.timestamp())
    kept = {}
    for name, value in row.items():
        if name in left_out or (row.get("state") == "open" and name in _MOVING):
            continue
        if isinstance(value, str):
            value = value.replace(space.owner, "OWNER")  # noqa: PLW2901 - in its place
        elif isinstance(value, int) and value > _INSTANT:
            value -= base  # noqa: PLW2901
        kept[name] = value
    return kept


def told_faults(fleet: Fleet, space: Space, letters: list[tuple[str, str]]) -> tuple[list[str], int]:
    """R2, R3: what is wrong with the reminders of a space, and how many came twice."""
    ids = collections.Counter(identity for to, identity in letters if to == f"{space.owner}@example.test")
    about = fleet.rows(
        "SELECT r.message_id, n.state, (SELECT min(id) FROM audit.log WHERE owner = i.owner AND what = 'notice_item' "
        "AND key = i.notice) FROM inboxwatch.notice_item AS i JOIN inboxwatch.notice AS n "
        "ON n.owner = i.owner AND n.key = i.notice JOIN inboxwatch.request AS r ON r.owner = i.owner "
        "AND r.id = i.request WHERE i.owner = %s",
        space.owner,
    )
    names = {name.partition(".")[0].lstrip("<"): (state, claimed) for name, state, claimed in about}
    twice = sum(ids.values()) - len(ids)
    faults = []
    if space.told and names.get("q1", ("",))[0] != "sent":
        faults.append(f"{space.owner}: the reminder of q1 is {names}")
    allowed = {"q1"} if space.told else set()
    [(done,)] = fleet.rows("SELECT min(id) FROM audit.log WHERE owner = %s AND what = 'decision'", space.owner)
    if "q3" in names and done is not None and done < names["q3"][1]:
        faults.append(f"{space.owner}: told of q3 after its 'done' was committed")
    elif "q3" in names:
        allowed.add("q3")
    if names.keys() - allowed or (not space.told and ids):
        faults.append(f"{space.owner}: told of {names}")
    sent = fleet.rows("SELECT count(*) FROM inboxwatch.notice WHERE owner = %s AND state = 'sent'", space.owner)[0][0]
    if len(ids) != sent:
        faults.append(f"{space.owner}: {sent} reminders are noted as sent, {len(ids)} arrived")
    return faults, twice


def fence_faults(fleet: Fleet) -> list[str]:
    """R13: an epoch of a space belongs to one worker, and nobody writes under an epoch that is over."""
    fenced = list(_FENCED)
    shared = fleet.rows(
        "SELECT owner, epoch, array_agg(DISTINCT login) FROM audit.log WHERE what = ANY(%s) "
        "GROUP BY owner, epoch HAVING count(DISTINCT login) > 1",
        fenced,
    )
    back = fleet.rows(
        "SELECT owner, id, epoch, before FROM (SELECT owner, id, epoch, "
        "lag(epoch) OVER (PARTITION BY owner ORDER BY id) AS before "
        "FROM audit.log WHERE what = ANY(%s)) AS each WHERE epoch < before",
        fenced,
    )
    return [f"an epoch of two workers: {row}" for row in shared] + [f"an epoch that was over: {row}" for row in back]


def overlapping(log: str, users: set[str]) -> list[str]:
    """Those of these users who had two sessions at once, by what the mail server wrote down."""
    inside: collections.Counter[str] = collections.Counter()
    found = []
    for line in log.splitlines():
        if match := re.search(r"imap-login: Info: Login: user=<([^@>]+)", line):
            inside[match[1]] += 1
            if inside[match[1]] > 1 and match[1] in users:
                found.append(line)
        elif match := re.search(r"imap\(([^@)]+)[^)]*\).*(Logged out|Disconnected|Connection closed)", line):
            inside[match[1]] -= 1
    return found
