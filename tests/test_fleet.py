"""What workers are made of: keys, sealed credentials, imported mailboxes, settings of members, fencing."""

from __future__ import annotations

import base64
import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest

from inboxwatch.config.tables import TeamTable
from inboxwatch.errors import ConfigurationError, PermanentError, TakenOverError
from inboxwatch.fleet import keys, sealed
from inboxwatch.fleet.census import Census, Reader
from inboxwatch.fleet.members import Organisation, left_out
from inboxwatch.fleet.opener import Opener
from inboxwatch.fleet.roster import Row
from inboxwatch.oauth.application import Application, Program
from inboxwatch.redaction import PLACE, redact
from inboxwatch.store import Store
from inboxwatch.store.team.fence import Fence
from inboxwatch.store.team.peek import peek

NOW = dt.datetime(2026, 5, 20, 12, 30, tzinfo=dt.UTC)
SECRET = "canary-7d1fa9c2b4"
SHARED = {"connector": "imap", "host": "mail.example.test", "username": "{address}*reader"}


def ring(*names: str) -> keys.KeyRing:
    """Keys of these names."""
    return keys.KeyRing(names[0], {name: os.urandom(32) for name in names})


# Keys


def test_a_new_key_comes_first_and_the_old_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "team.key"
    first, second = keys.write_new(path), keys.write_new(path)
    found = keys.load(TeamTable(key_file="team.key"), tmp_path)
    assert found.first == second
    assert list(found.keys) == [second, first]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.key"
    keys.write_new(path)
    path.chmod(0o640)
    with pytest.raises(ConfigurationError, match="only you can read"):
        keys.load(TeamTable(key_file="team.key"), tmp_path)


@pytest.mark.parametrize("text", ["", "no key", "a:short", "a!:" + base64.b64encode(bytes(32)).decode()])
def test_what_is_no_key_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        keys.parse(text, "The file")
    assert "short" not in str(caught.value)


def test_keys_come_from_a_command_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = keys.new()
    monkeypatch.setenv("TEAM_KEY", line)
    assert keys.load(TeamTable(key_env="TEAM_KEY"), tmp_path).first == line.partition(":")[0]
    table = TeamTable.model_validate({"key_command": ["printf", "%s", line]})
    assert keys.load(table, tmp_path).first == line.partition(":")[0]


def test_no_place_for_a_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="team key new"):
        keys.load(TeamTable(), tmp_path)


def test_a_key_is_neither_shown_nor_logged() -> None:
    line = keys.new()
    found = keys.parse(line, "The file")
    encoded = line.partition(":")[2]
    assert encoded not in repr(found)
    assert encoded not in redact(f"went wrong with {line}")


# Sealed credentials


def test_what_was_sealed_for_a_mailbox_opens_for_it_alone() -> None:
    one = ring("a")
    value = sealed.seal(one, "alice", "mail", SECRET)
    assert sealed.opened(one, "alice", "mail", value) == SECRET
    assert SECRET.encode() not in value
    assert value != sealed.seal(one, "alice", "mail", SECRET)
    for owner, mailbox in (("bo", "mail"), ("alice", "other"), ("alicemail", ""), ("alice\x00", "mail")):
        with pytest.raises(PermanentError, match="cannot be opened"):
            sealed.opened(one, owner, mailbox, value)


@pytest.mark.parametrize("place", [0, 1, 5, 20, -1])
def test_one_changed_byte_is_noticed(place: int) -> None:
    one = ring("abcd")
    value = bytearray(sealed.seal(one, "alice", "mail", SECRET))
    value[place] ^= 1
    with pytest.raises(PermanentError):
        sealed.opened(one, "alice", "mail", bytes(value))


def test_a_missing_key_says_so_and_an_older_one_still_opens() -> None:
    both = ring("new", "old")
    before = keys.KeyRing("old", both.keys)
    value = sealed.seal(before, "alice", "mail", SECRET)
    assert sealed.key_name(value) == "old"
    assert sealed.opened(both, "alice", "mail", value) == SECRET
    with pytest.raises(PermanentError, match="does not have"):
        sealed.opened(ring("new"), "alice", "mail", value)


def test_an_opened_credential_is_taken_out_of_logs() -> None:
    one = ring("a")
    sealed.opened(one, "alice", "mail", sealed.seal(one, "alice", "mail", SECRET))
    assert redact(f"LOGIN alice {SECRET}") == f"LOGIN alice {PLACE}"


def test_logs_forget_credentials_that_nobody_has_used_for_long(tmp_path: Path) -> None:
    one = ring("a")
    opener = Opener(one, tmp_path)
    for number in range(300):
        opener._secret(row(secret=sealed.seal(one, "alice", "mail", f"one-of-many-{number}-")))()
    assert redact("one-of-many-299-") == PLACE
    assert redact("one-of-many-3-") == "one-of-many-3-"


def test_mailboxes_of_one_program_share_its_tokens_and_another_secret_gets_others(tmp_path: Path) -> None:
    one = ring("a")
    opener = Opener(one, tmp_path)
    program = Program("client", "example.test", "scope")

    def application(owner: str, secret: str) -> Application:
        value = sealed.seal(one, owner, "mail", secret)
        return Application.of(program, opener._secret(row(owner, secret=value)))

    assert application("alice", SECRET) is application("bo", SECRET)
    assert application("alice", SECRET) is not application("alice", "another")
    assert Application.of(program, lambda: SECRET) is not Application.of(program, lambda: SECRET)


# Census


def read(text: str, shared: dict[str, Any] | None = None, secret: str = SECRET) -> Census:
    """Read a CSV file; `seal` only marks what it got."""
    shared = SHARED if shared is None else shared
    return Reader(shared, (lambda: secret) if secret else None, lambda *of: "|".join(of).encode()).read(text)


def test_lines_and_what_they_share_become_mailboxes() -> None:
    census = read("owner,address,poll\nalice,Alice@Example.test,10m\nbo,bo@example.test,\n")
    assert census.problems == []
    alice, bo = census.entries
    assert (alice.owner, alice.mailbox, alice.connector, alice.every, bo.every) == ("alice", "mail", "imap", 600, 300)
    assert alice.settings["username"] == "alice@example.test*reader"
    assert alice.settings["addresses"] == ["alice@example.test"]
    assert alice.secret == f"alice|mail|{SECRET}".encode()
    assert SECRET not in str(dict(alice.settings))


def test_a_cell_wins_over_what_is_shared_and_a_password_over_the_common_one() -> None:
    census = read("owner,address,host,password\nalice,a@example.test,other.example.test,own\nbo,b@example.test,,\n")
    alice, bo = census.entries
    assert (alice.settings["host"], bo.settings["host"]) == ("other.example.test", "mail.example.test")
    assert (alice.secret, bo.secret) == (b"alice|mail|own", f"bo|mail|{SECRET}".encode())


def test_a_shared_mailbox_has_members() -> None:
    census = read("owner,address,kind,members\nsupport,support@example.test,shared,a@example.test b@example.test\n")
    assert census.problems == []
    assert census.entries[0].settings["members"] == ["a@example.test", "b@example.test"]


def test_exchange_and_graph_get_the_address_that_they_read() -> None:
    shared = {"connector": "exchange", "endpoint": "https://mail.example.test/EWS/Exchange.asmx", "username": "svc"}
    census = read("owner,address\nalice,alice@example.test\n", {**shared, "access": "impersonation"})
    assert census.problems == []
    assert census.entries[0].settings["address"] == "alice@example.test"
    shared = {"connector": "graph", "tenant": "example.test", "client_id": "c", "permission": "application"}
    assert read("owner,address\nalice,alice@example.test\n", shared).problems == []


def test_all_problems_are_named_by_their_line_and_quote_no_password() -> None:
    text = (
        "owner,address,port,password\n,x@example.test,,\nbo,nobody,,\ncy,c@example.test,many,hidden-word\n"
        "dan,d@example.test,,\ndan,d2@example.test,,\n"
    )
    census = read(text)
    lines = [problem.partition(":")[0] for problem in census.problems]
    assert lines == ["line 2", "line 3", "line 4", "line 6"]
    assert "hidden-word" not in " ".join(census.problems)
    assert SECRET not in " ".join(census.problems)


def test_a_file_without_the_needed_columns_is_refused() -> None:
    assert len(read("name,mail\nalice,a@example.test\n").problems) == 2


def test_a_connector_that_does_not_exist_and_an_unknown_key_are_problems() -> None:
    assert "no connector 'imapp'" in read("owner,address,connector\na,a@example.test,imapp\n").problems[0]
    assert "colour" in read("owner,address,colour\na,a@example.test,red\n").problems[0]


# Settings of members


def row(owner: str = "alice", mailbox: str = "mail", secret: bytes | None = None, **more: str) -> Row:
    """A polled mailbox."""
    settings = {**SHARED, "addresses": [f"{owner}@example.test"], **more}
    return Row(owner, mailbox, "imap", settings, 300, NOW, secret=secret)


ORGANISATION = {
    "directory": {"internal_domains": ["example.test"]},
    "targets": {"acknowledge_within": "2h"},
    "reminders": {"channels": ["mail"]},
    "channel": [{"name": "mail", "kind": "email", "host": "smtp.example.test"}],
    "store": {"url": "postgresql+psycopg://w@db/x"},
    "team": {"key_file": "team.key"},
}


def test_a_space_has_the_organisations_settings_and_its_own_mailboxes(tmp_path: Path) -> None:
    rows = (row(), row(mailbox="second"))
    settings = Organisation(ORGANISATION, tmp_path).settings(rows, "")
    assert settings.targets.acknowledge_within == 2 * 3600
    assert [box.name for box in settings.mailbox] == ["mail", "second"]
    assert settings.me.addresses == ("alice@example.test",)
    assert settings.reminders.channels == ("mail",)
    assert settings.owner("mail").addresses == frozenset({"alice@example.test"})


def test_a_member_may_say_when_they_work_and_nothing_that_reaches_the_worker(tmp_path: Path) -> None:
    wishes = """
        [me]
        name = "Alice"
        addresses = ["boss@example.test"]
        [targets]
        acknowledge_within = "1h"
        [calendar]
        timezone = "Asia/Tokyo"
        ical = ["/etc/passwd"]
        [directory]
        file = "/etc/passwd"
        [store]
        url = "sqlite:////tmp/x"
        [[channel]]
        name = "evil"
        kind = "apprise"
        url_command = ["touch", "/tmp/x"]
        [[mailbox]]
        name = "evil"
        connector = "files"
        [team]
        key_command = ["id"]
        """
    settings = Organisation(ORGANISATION, tmp_path).settings((row(),), wishes)
    assert settings.targets.acknowledge_within == 3600
    assert settings.working_calendar.zone.key == "Asia/Tokyo"
    assert settings.me.addresses[0] == "alice@example.test", "who is told stays the owner"
    assert settings.calendar.ical == ()
    assert settings.directory.file == ""
    assert [channel.name for channel in settings.channel] == ["mail"]
    assert [box.name for box in settings.mailbox] == ["mail"]
    assert sorted(left_out(wishes)) == [
        "calendar.ical", "channel", "directory", "mailbox", "store.url", "team",
    ]  # fmt: skip


def test_wrong_wishes_are_an_error_of_that_space(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="acknowledge_within"):
        Organisation(ORGANISATION, tmp_path).settings((row(),), "[targets]\nacknowledge_within = 'soon'")
    with pytest.raises(ConfigurationError, match="TOML"):
        Organisation(ORGANISATION, tmp_path).settings((row(),), "[targets")


def test_equal_settings_are_made_once_and_other_ones_anew(tmp_path: Path) -> None:
    organisation = Organisation(ORGANISATION, tmp_path)
    first = organisation.settings((row(),), "")
    assert organisation.settings((row(),), "") is first
    assert organisation.settings((row(),), "[me]\nname = 'A'") is not first
    assert organisation.made_with((row(),), "") != organisation.made_with((row(poll="1h"),), "")


# Fencing, in SQLite and in PostgreSQL


def test_who_reads_only_raises_no_epoch(store: Store) -> None:
    found = peek(store, "mail")
    store.watch = Fence(found.epoch, found.state)
    store.mailbox_states()
    assert peek(store, "mail").epoch == found.epoch


def test_of_two_polls_the_second_to_write_is_fenced_off(store: Store) -> None:
    """The first one began, slept, and wakes up when another has written meanwhile."""
    found = peek(store, "mail")
    sleeper, other = Fence(found.epoch, found.state), Fence(found.epoch, found.state)
    store.watch = other
    store.set_meta("by", "other")
    store.watch = sleeper
    with pytest.raises(TakenOverError):
        store.set_meta("by", "sleeper")
    with pytest.raises(TakenOverError):
        store.set_meta("by", "sleeper again")
    store.watch = other
    store.set_meta("more", "other")
    assert (store.meta("by"), store.meta("more")) == ("other", "other")


def test_a_first_write_that_was_rolled_back_fences_nobody_off(store: Store) -> None:
    found = peek(store, "mail")
    store.watch = Fence(found.epoch, found.state)

    def broken() -> None:
        with store.writing():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    store.set_meta("by", "me")
    store.set_meta("by", "me again")
    assert peek(store, "mail").epoch == found.epoch + 1


def test_a_good_poll_is_written_down_now_and_then(store: Store) -> None:
    def poll(at: dt.datetime) -> dt.datetime | None:
        found = peek(store, "mail")
        store.watch = Fence(found.epoch, found.state)
        store.succeeded("mail", at)
        return peek(store, "mail").state.last_success

    assert poll(NOW) == NOW
    assert poll(NOW + dt.timedelta(minutes=5)) == NOW
    assert poll(NOW + dt.timedelta(minutes=20)) == NOW + dt.timedelta(minutes=20)


def test_an_error_and_its_end_are_written_down_at_once(store: Store) -> None:
    found = peek(store, "mail")
    store.watch = Fence(found.epoch, found.state)
    store.succeeded("mail", NOW)
    store.failed("mail", NOW, "No answer.")
    found = peek(store, "mail")
    assert found.state.last_error == "No answer."
    store.watch = Fence(found.epoch, found.state)
    store.succeeded("mail", NOW + dt.timedelta(minutes=1))
    assert peek(store, "mail").state.last_error == ""
