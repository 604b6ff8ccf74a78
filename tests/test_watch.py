"""The shell: one pass over mailboxes in memory, its errors, alarms, retries; scan; a new classifier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inboxwatch import classifier, watch
from inboxwatch.config import MailboxSettings, Settings, load
from inboxwatch.errors import Exit, PermanentError, StoreError, TransientError
from inboxwatch.mail import facts, parse
from inboxwatch.model import Mail, Owner, State, Verdict
from inboxwatch.ports import Connector
from inboxwatch.store import Store
from inboxwatch.watch import again
from inboxwatch.watch.again import Rereading
from tests import builders
from tests.engines import Stores, dump
from tests.fakes import FakeConnector, FakeMailbox

START = dt.datetime(2026, 5, 11, 8, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 5, 20, 12, 0, tzinfo=dt.UTC)
ME = "ada@corp.example"
BO = "bo@corp.example"

CONFIGURATION = """
[me]
name = "Ada Lovelace"
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "Europe/Berlin"
[[mailbox]]
name = "work"
connector = "files"
path = "work.mbox"
[[mailbox]]
name = "old"
connector = "files"
path = "old.mbox"
"""


def settings_of(folder: Path, more: str = "") -> Settings:
    """Load a configuration of two mailboxes."""
    path = folder / "config.toml"
    path.write_text(CONFIGURATION + more)
    path.chmod(0o600)
    return load(path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two mailboxes of Ada's."""
    return settings_of(tmp_path)


ASKS = "Could you send me the figures?"


def raw(number: int, *, sender: str = BO, to: str = ME, text: str = ASKS, **more: object) -> bytes:
    """Make a whole mail, an hour after the one before it."""
    at = START + dt.timedelta(hours=number)
    values = {"message_id": f"<w{number}@corp.example>", "subject": f"Figures of region {number}", "date": at, **more}
    return builders.raw(sender=sender, to=to, text=f"Hi,\n\n{text}\n", **values)  # type: ignore[arg-type]


def fill(mailbox: FakeMailbox, count: int) -> None:
    """Bo asks `count` times; Ada answers every third."""
    for number in range(count):
        mailbox.add(raw(number), START + dt.timedelta(hours=number))
        if number % 3 == 0:
            answer = raw(
                1000 + number,
                sender=ME,
                to=BO,
                text="Here they are: 42.",
                in_reply_to=f"<w{number}@corp.example>",
                date=START + dt.timedelta(hours=number, minutes=30),
            )
            mailbox.add(answer, START + dt.timedelta(hours=number, minutes=30), in_sent=True)


class Office:
    """Mailboxes by name, and the connectors that were made for them."""

    def __init__(self) -> None:
        """Begin with no mail."""
        self.mailboxes = {"work": FakeMailbox(), "old": FakeMailbox()}
        self.errors: dict[str, list[dict[int, Any]]] = {}
        self.made: list[FakeConnector] = []
        self.naps: list[float] = []

    def connect(self, mailbox: MailboxSettings) -> Connector:
        """Make a connector, with the next of its errors."""
        errors = self.errors.get(mailbox.name, [])
        connector = FakeConnector(self.mailboxes[mailbox.name], batch_size=7, errors=errors.pop(0) if errors else None)
        self.made.append(connector)
        return connector

    def sync(self, settings: Settings, store: Store, now: dt.datetime = NOW) -> watch.SyncReport:
        """Make one pass, without waiting."""
        return watch.sync(settings, store, now, connect=self.connect, sleep=self.naps.append)


@pytest.fixture
def office() -> Office:
    """Two empty mailboxes."""
    return Office()


def states(store: Store) -> dict[str, State]:
    """Map the requests' Message-IDs to their states."""
    return {request.message_id: request.state for request in store.requests()}


def test_a_pass_reads_classifies_stores_and_tracks(settings: Settings, store: Store, office: Office) -> None:
    fill(office.mailboxes["work"], 9)
    seen: list[tuple[str, int, int]] = []
    report = watch.sync(
        settings, store, NOW, lambda *step: seen.append(step), connect=office.connect, sleep=office.naps.append
    )
    assert report.exit_code is Exit.DONE
    assert [(one.name, one.new, one.error) for one in report.mailboxes] == [("work", 12, None), ("old", 0, None)]
    assert (report.tracked.messages, report.tracked.requests) == (12, 9)
    found = states(store)
    assert [found[f"<w{n}@corp.example>"] for n in range(4)] == [State.ANSWERED, State.OPEN, State.OPEN, State.ANSWERED]
    assert ("work", 12, 12) in seen
    assert ("tracking", 12, 12) in seen
    assert store.mailbox_state("work").last_success == NOW
    assert all(connector.closed == 1 for connector in office.made)


def test_r4_a_second_pass_changes_nothing_but_the_time(
    settings: Settings, store: Store, stores: Stores, office: Office
) -> None:
    """R4: no row but the last-seen stamp changes, and nothing is fetched from the beginning."""
    fill(office.mailboxes["work"], 20)
    office.sync(settings, store)
    tables = ("message", "link", "request", "untracked", "meta", "decision")
    before = dump(stores, store, *tables)
    cursor = store.cursor("work")
    report = office.sync(settings, store, NOW + dt.timedelta(hours=1))
    assert dump(stores, store, *tables) == before
    assert report.tracked.messages == 0
    assert store.cursor("work") == cursor
    assert [connector.fetches for connector in office.made[2:]] == [[cursor], [""]]
    assert store.mailbox_state("work").last_success == NOW + dt.timedelta(hours=1)


def test_one_broken_mailbox_does_not_stop_the_others(settings: Settings, store: Store, office: Office) -> None:
    fill(office.mailboxes["old"], 4)
    office.errors["work"] = [{0: PermanentError("The server refused the login.", "Check the password.")}]
    report = office.sync(settings, store)
    assert report.exit_code is Exit.MAILBOX
    assert [one.error is None for one in report.mailboxes] == [False, True]
    assert len(states(store)) == 4
    state = store.mailbox_state("work")
    assert (state.last_error, state.error_at) == ("The server refused the login. Check the password.", NOW)
    assert state.last_success is None
    assert office.naps == []
    assert office.sync(settings, store).exit_code is Exit.DONE
    assert store.mailbox_state("work").last_error == ""


def test_passing_errors_are_tried_again_from_the_last_batch(settings: Settings, store: Store, office: Office) -> None:
    """What was stored before the error is not read again."""
    fill(office.mailboxes["work"], 30)
    office.errors["work"] = [{2: TransientError("The line broke.")}, {1: TransientError("It broke again.")}]
    report = office.sync(settings, store)
    assert report.exit_code is Exit.DONE
    assert office.naps == list(watch.PAUSES)
    assert [connector.fetches for connector in office.made[:3]] == [[""], ["14"], ["21"]]
    assert report.mailboxes[0].new == store.count() == 40


def test_three_passing_errors_end_in_the_report(settings: Settings, store: Store, office: Office) -> None:
    fill(office.mailboxes["work"], 30)
    office.errors["work"] = [{1: TransientError("The line broke.")} for _ in range(3)]
    report = office.sync(settings, store)
    assert report.exit_code is Exit.MAILBOX
    assert isinstance(report.mailboxes[0].error, TransientError)
    assert report.mailboxes[0].new == 21, "each try got a batch further, and none of it is lost"
    assert store.count() == 21


def test_a_mailbox_that_looks_empty_is_an_alarm(settings: Settings, store: Store, office: Office) -> None:
    """Not "all answered": it had mail, its cursor is gone, and it shows none."""
    fill(office.mailboxes["work"], 5)
    office.sync(settings, store)
    store.add("work", [], "")
    office.mailboxes["work"] = FakeMailbox()
    report = office.sync(settings, store)
    (alarm,) = report.mailboxes[0].alarms
    assert "looks empty" in alarm
    assert "7 messages" in alarm
    assert store.mailbox_state("work").notices == (alarm,)
    assert len(states(store)) == 5


def test_since_bounds_the_first_pass(tmp_path: Path, store: Store, office: Office) -> None:
    fill(office.mailboxes["work"], 60)
    path = tmp_path / "config.toml"
    path.write_text(CONFIGURATION.replace('path = "work.mbox"', 'path = "work.mbox"\nsince = "8d"'))
    office.sync(load(path), store)
    received = [message.received_at for message in store.messages()]
    assert received
    assert min(received) >= NOW - dt.timedelta(days=8)


def test_any_stop_between_batches_ends_as_an_uninterrupted_run(
    settings: Settings, office: Office, stores: Stores
) -> None:
    """R1, R31: stopped after every batch in turn, resumed once: the same tables as without a stop."""
    fill(office.mailboxes["work"], 24)
    with Store.open(stores.url("whole")) as whole:
        office.sync(settings, whole)
        expected = dump(stores, whole, "message", "request", "untracked")
    stops = 0
    for batch in range(5):
        office.errors["work"] = [{batch: KeyboardInterrupt()}]
        with Store.open(stores.url(f"stop{batch}")) as store:
            with pytest.raises(KeyboardInterrupt):
                office.sync(settings, store)
            stops += 1
            assert store.count() == 7 * batch
            office.sync(settings, store)
            assert dump(stores, store, "message", "request", "untracked") == expected
    assert stops == 5


def test_two_passes_at_once_are_refused(settings: Settings, store: Store, office: Office) -> None:
    with (
        Store.open(store.url) as other,
        other.exclusive(),
        pytest.raises(StoreError, match="Another inboxwatch"),
    ):
        watch.sync(settings, store, NOW, connect=office.connect, patience=0.1)


def test_store_errors_are_not_the_mailboxs(settings: Settings, store: Store, office: Office) -> None:
    fill(office.mailboxes["work"], 3)
    with Store.open(store.url, readonly=True) as readonly, pytest.raises(StoreError):
        office.sync(settings, readonly)


def test_keeping_less_takes_effect_with_the_next_pass(tmp_path: Path, store: Store, office: Office) -> None:
    fill(office.mailboxes["work"], 3)
    office.sync(settings_of(tmp_path), store)
    assert all(message.subject for message in store.messages())
    office.sync(settings_of(tmp_path, "[store]\nkeep_subjects = false\n"), store)
    fill(office.mailboxes["old"], 6)
    office.sync(settings_of(tmp_path, "[store]\nkeep_subjects = false\n"), store)
    assert not any(message.subject for message in store.messages())
    keys = {(m.message_id, m.subject_key) for m in store.messages()}
    assert len(keys) == store.count("old"), "the key of an old subject equals that of a new copy"


# -- through plug-ins --------------------------------------------------------------------------------------------------


def write_mbox(path: Path, messages: list[bytes]) -> None:
    """Write an mbox."""
    path.write_bytes(b"".join(b"From x Mon May 11 08:00:00 2026\n" + message + b"\n" for message in messages))


def test_sync_through_the_files_connector(tmp_path: Path, settings: Settings, store: Store) -> None:
    write_mbox(tmp_path / "work.mbox", [raw(n) for n in range(3)])
    write_mbox(tmp_path / "old.mbox", [raw(n) for n in range(2, 5)])
    report = watch.sync(settings, store, NOW)
    assert [one.new for one in report.mailboxes] == [3, 3]
    assert len(states(store)) == 5, "a copy in another mailbox of the owner's is no second request"
    (tmp_path / "old.mbox").unlink()
    report = watch.sync(settings, store, NOW)
    assert report.exit_code is Exit.MAILBOX
    assert isinstance(report.mailboxes[1].error, PermanentError)


def test_scan_needs_no_store_and_says_what_sync_says(tmp_path: Path, settings: Settings, store: Store) -> None:
    mailbox = FakeMailbox()
    fill(mailbox, 12)
    write_mbox(tmp_path / "work.mbox", [message for message, _ in mailbox.messages.values()])
    write_mbox(tmp_path / "old.mbox", [])
    seen: list[int] = []
    found = watch.scan(
        [tmp_path / "work.mbox"],
        Settings.for_scan([ME]),
        NOW,
        lambda what, done, total: seen.append(done),  # noqa: ARG005
    )
    assert found.messages == seen[-1] == 16
    assert found.figures.requests == len(found.requests) == 12
    assert {request.mailbox for request in found.requests} == {"scan"}
    watch.sync(settings, store, NOW)
    assert {request.message_id: request.state for request in found.requests} == states(store)


def test_scan_of_a_missing_path_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PermanentError):
        watch.scan([tmp_path / "none.mbox"], Settings.for_scan([ME]), NOW)


# -- a new classifier --------------------------------------------------------------------------------------------------


def test_a_new_classifier_reads_again_what_is_still_there(settings: Settings, store: Store, office: Office) -> None:
    """Newest first; what is gone keeps its old verdict, and the report says so."""
    mailbox = office.mailboxes["work"]
    fill(mailbox, 9)
    owner = Owner(frozenset({ME}))
    for number, (message, at) in mailbox.messages.items():
        mail = parse(message, ref=str(number), in_sent=number in mailbox.sent, provider_time=at)
        store.add("work", [facts(mail, Verdict("ancient", score=0.0), "work", NOW)], str(number))
    report = watch.track(store, settings.rules(), NOW)
    assert (report.requests, report.outdated) == (0, 12)
    del mailbox.messages[1]
    asked: list[list[str]] = []
    (work, old) = watch.reclassify(settings, store, NOW, connect=_spying(office, asked))
    assert (work.again, old.again) == (11, 0)
    assert work.notices == ("1 message is no longer in work and keeps the verdict of an older classifier.",)
    assert asked[0] == sorted(asked[0], key=int, reverse=True)
    report = watch.track(store, settings.rules(), NOW)
    assert (report.requests, report.outdated) == (8, 1)
    fresh = classifier.classify(parse(mailbox.messages[3][0], ref="3"), owner)
    stored = {message.ref: message.verdict for message in store.messages()}
    assert stored["3"] == replace(fresh, text="", quotes={})
    assert watch.reclassify(settings, store, NOW, connect=office.connect)[0].again == 0


def _spying(office: Office, asked: list[list[str]]) -> Callable[[MailboxSettings], Connector]:
    def connect(mailbox: MailboxSettings) -> Connector:
        connector = office.connect(mailbox)
        read = connector.texts

        def texts(refs: Iterable[str]) -> Mapping[str, Mail]:
            asked.append(list(refs))
            return read(refs)

        connector.texts = texts  # type: ignore[method-assign]
        return connector

    return connect


def test_a_mailbox_that_fails_while_judging_again(settings: Settings, store: Store) -> None:
    message = facts(parse(raw(1), ref="1"), Verdict("ancient"), "work", NOW)
    store.add("work", [message], "1")

    def connect(mailbox: MailboxSettings) -> Connector:
        raise TransientError("The server is away.", mailbox.name)

    (work, _) = watch.reclassify(settings, store, NOW, connect=connect)
    assert work.error is not None
    assert work.again == 0


def _ancient(store: Store, mailbox: FakeMailbox) -> None:
    """What an older classifier has stored of all that is in the mailbox; the mailbox is read up to there."""
    for number, (message, at) in mailbox.messages.items():
        mail = parse(message, ref=str(number), in_sent=number in mailbox.sent, provider_time=at)
        store.add("work", [facts(mail, Verdict("ancient", score=0.0), "work", NOW)], str(number))


def test_each_pass_judges_some_again_newest_first_and_says_how_many_are_left(
    settings: Settings, store: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docs/clock.md: newest first; what is gone keeps its old verdict, and says so."""
    monkeypatch.setattr(Rereading.some, "__defaults__", (5,))
    mailbox = office.mailboxes["work"]
    fill(mailbox, 9)
    _ancient(store, mailbox)
    del mailbox.messages[2], mailbox.messages[11]
    mailbox.add(raw(50), START + dt.timedelta(hours=50))
    asked: list[list[str]] = []

    def one_pass() -> watch.SyncReport:
        return watch.sync(settings, store, NOW, connect=_spying(office, asked), sleep=office.naps.append)

    first = one_pass()
    assert [(each.name, each.new, each.again, each.left) for each in first.mailboxes] == [
        ("work", 1, 4, 7),
        ("old", 0, 0, 0),
    ]
    assert first.tracked.requests == 1 + 3, "the new one, and of the five newest those that ask"
    second, third, fourth = one_pass(), one_pass(), one_pass()
    assert [(r.mailboxes[0].again, r.mailboxes[0].left) for r in (second, third, fourth)] == [(5, 2), (1, 0), (0, 0)]
    words = "2 messages are no longer in work and keep the verdict of an older classifier."
    assert [words in r.mailboxes[0].notices for r in (first, second, third, fourth)] == [False, False, True, False]
    flat = [int(ref) for refs in asked for ref in refs]
    assert flat == sorted(flat, reverse=True), "newest first, nothing twice, though two are gone"
    assert len(flat) == 12
    assert store.outdated_count(classifier.VERSION) == 2


def test_a_pass_that_breaks_off_while_judging_again_goes_on_with_the_next(
    settings: Settings, store: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new mail of that pass counts, the mailbox is no failed one, and what was judged again stays."""
    monkeypatch.setattr(again, "AT_ONCE", 4)
    fill(office.mailboxes["work"], 9)
    _ancient(store, office.mailboxes["work"])
    calls: list[int] = []

    def connect(mailbox: MailboxSettings) -> Connector:
        connector = office.connect(mailbox)
        read = connector.texts

        def texts(refs: Iterable[str]) -> Mapping[str, Mail]:
            calls.append(1)
            if len(calls) == 2:
                raise TransientError("The server is away.")
            return read(refs)

        connector.texts = texts  # type: ignore[method-assign]
        return connector

    report = watch.sync(settings, store, NOW, connect=connect, sleep=office.naps.append)
    assert report.exit_code == Exit.DONE
    assert (report.mailboxes[0].again, report.mailboxes[0].left) == (4, 8)
    assert report.mailboxes[0].notices[-1].endswith("could not be read again: The server is away.")
    report = watch.sync(settings, store, NOW, connect=connect, sleep=office.naps.append)
    assert (report.mailboxes[0].again, report.mailboxes[0].left) == (8, 0)
    assert store.outdated_count(classifier.VERSION) == 0


def test_another_new_classifier_begins_anew(
    settings: Settings, store: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(office.mailboxes["work"], 3)
    assert office.sync(settings, store).mailboxes[0].again == 0
    monkeypatch.setattr(classifier, "VERSION", "newer")
    monkeypatch.setattr(classifier, "classify", lambda *_: Verdict("newer", score=0.9))
    assert office.sync(settings, store).mailboxes[0].again == 4
    assert office.sync(settings, store).mailboxes[0].again == 0


def test_a_scan_says_how_many_messages_it_could_not_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect of the classifier must not pass for silence."""
    (tmp_path / "one.eml").write_bytes(builders.raw(subject="Budget"))
    monkeypatch.setattr(classifier.verdicts, "judge", _broken)
    with classifier.strict(on=False):
        found = watch.scan([tmp_path / "one.eml"], Settings.for_scan([ME]), NOW)
    assert any("1 of 1 messages could not be judged" in notice for notice in found.notices)


def _broken(*_: object) -> Verdict:
    raise RuntimeError
