"""R32: the server ends sessions, goes away and comes back: nothing is lost, nothing is told twice, words are clear."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from inboxwatch import watch
from inboxwatch.errors import StoreError
from inboxwatch.notices import Delivery
from inboxwatch.store import Store
from inboxwatch.watch import deliver
from tests.engines import Rows, Shared, Spaces, dump
from tests.fakes import FakeChannel, FakeConnector, FakeMailbox
from tests.test_remind import FIRST, Office
from tests.test_watch import NOW, raw, settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from inboxwatch.config import Settings
    from inboxwatch.ports import Letter

pytestmark = [
    pytest.mark.server("postgresql"),
    # psycopg minds that nobody closes a cursor on the server whose session is gone
    pytest.mark.filterwarnings("ignore:.*ServerCursor:pytest.PytestUnraisableExceptionWarning"),
]

TABLES = ("message", "request", "untracked", "mailbox", "decision")
POINTS = 10
"""Statements of a run before which the session is ended in turn, drawn with a seed; all of them in a soak."""
every = pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["some", "every"])


class Axe:
    """Ends the store's session right before its Nth statement or commit, once; counts them all."""

    def __init__(self, store: Store, place: Shared, before: int = 0) -> None:
        """Lie in wait; 0 only counts."""
        self._place, self._before = place, before
        self.count = 0
        self._engine: Engine = store._database._engine  # type: ignore[attr-defined]
        event.listen(self._engine, "before_cursor_execute", self._statement)
        event.listen(self._engine, "commit", self._commit)

    def _statement(self, connection: Connection, *_rest: object) -> None:
        self._strike(connection)

    def _commit(self, connection: Connection) -> None:
        self._strike(connection)

    def _strike(self, connection: Connection) -> None:
        self.count += 1
        if self.count == self._before:
            pid = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
            self._place.admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

    def rest(self) -> None:
        """Strike no more."""
        event.remove(self._engine, "before_cursor_execute", self._statement)
        event.remove(self._engine, "commit", self._commit)


@pytest.fixture
def spaces(shared_place: Shared) -> Spaces:
    """Spaces of the session's shared store."""
    return Spaces(shared_place)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two mailboxes of Ada's, of which the second is empty."""
    return settings_of(tmp_path)


def mailbox() -> FakeMailbox:
    """Questions and an answer."""
    made = FakeMailbox()
    for number in range(9):
        made.add(raw(number), NOW)
    return made


def sync(settings: Settings, store: Store, mail: FakeMailbox) -> None:
    """One pass over both mailboxes."""
    boxes = {"work": mail, "old": FakeMailbox()}
    watch.sync(settings, store, NOW, connect=lambda table: FakeConnector(boxes[table.name]))


def points(total: int, seed: int, *, every: bool) -> list[int]:
    """Draw some of them, the first and the last included, or take them all."""
    if every:
        return list(range(1, total + 1))
    return sorted({1, total, *random.Random(seed).sample(range(1, total + 1), min(total, POINTS))})


def state(spaces: Spaces, store: Store) -> Rows:
    """What a store holds; of its links, which are hashed with a secret of its own, how many there are."""
    links = dump(spaces, store, "link")["link"]
    return {**dump(spaces, store, *TABLES), "link": [(len(links),)]}


def whole(spaces: Spaces, settings: Settings) -> tuple[Rows, int]:
    """Return what an undisturbed run leaves, and of how many statements and commits it consists."""
    with Store.open(spaces.url("whole")) as store:
        axe = Axe(store, spaces.place)
        sync(settings, store, mailbox())
        return state(spaces, store), axe.count


@every
def test_r32_a_session_ended_before_any_statement_loses_nothing(
    spaces: Spaces, settings: Settings, every: bool
) -> None:
    """R32: the pass ends with a sentence, or goes on; the next one over the same store ends as if nothing had been."""
    expected, total = whole(spaces, settings)
    assert total > 30
    said: list[str] = []
    for point in points(total, 32, every=every):
        with Store.open(spaces.url(f"cut{point}")) as store:
            axe = Axe(store, spaces.place, point)
            mail = mailbox()
            try:
                sync(settings, store, mail)
            except StoreError as error:
                said.append(str(error))
            assert axe.count >= point
            sync(settings, store, mail)
            assert state(spaces, store) == expected, point
    assert len(said) > POINTS // 2
    for sentence in said:
        assert re.search(r"was lost|being stopped|cannot be reached", sentence), sentence


def test_r32_a_session_that_died_unused_is_not_noticed(spaces: Spaces, settings: Settings) -> None:
    with Store.open(spaces.url()) as store:
        sync(settings, store, mailbox())
        spaces.place.admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s", (spaces.place.login,)
        )
        assert store.count() == 9
        store.set_meta("some", "thing")


@every
def test_r32_nothing_is_told_without_a_committed_intent_and_nothing_twice(
    spaces: Spaces, tmp_path: Path, every: bool
) -> None:
    """R2, R32: the session ends before each statement of a round of reminders; a later round makes up for it."""

    def round_of(name: str, strike: int) -> tuple[Office, int]:
        folder = tmp_path / name
        folder.mkdir()
        office = Office(folder, url=spaces.url(name))
        office.channels["one"] = FakeChannel(looks=True)
        office.asks("2 10:00")
        office.sync("2 13:00")
        axe = Axe(office.store, spaces.place, strike)
        try:
            office.remind("2 13:10", read=False)
        except StoreError:
            assert strike
        count = axe.count
        axe.rest()
        return office, count

    office, total = round_of("whole", 0)
    assert len(office.told) == 1
    office.store.close()
    for point in points(total, 2, every=every):
        office, _ = round_of(f"cut{point}", point)
        for letter in office.told:
            assert letter.key in {record.notice.key for record in office.store.notices.records(FIRST)}
        for minute in range(11, 50, 6):
            office.remind(f"2 13:{minute}", read=False)
        assert len(office.told) == 1, point
        assert office.states() == ["sent"], point
        office.store.close()


@every
def test_r32_what_was_sent_is_noted_though_the_session_ended_meanwhile(
    spaces: Spaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every: bool
) -> None:
    """R2, R32: nobody can look whether it arrived, and yet it is not told twice, for noting it is tried again."""
    monkeypatch.setattr(deliver, "PAUSES", (0.0,) * 3)

    def office_of(name: str, strike: int) -> tuple[Office, Axe]:
        folder = tmp_path / name
        folder.mkdir()
        office = Office(folder, url=spaces.url(name))
        office.asks("2 10:00")
        office.sync("2 13:00")
        return office, Axe(office.store, spaces.place, strike)

    office, axe = office_of("whole", 0)
    channel = office.channels["one"] = Counting(axe)
    office.remind("2 13:10", read=False)
    office.store.close()
    [sent] = channel.after
    assert axe.count > sent
    for point in points(axe.count - sent, 4, every=every):
        office, axe = office_of(f"cut{point}", sent + point)
        office.channels["one"] = Counting(axe)
        office.remind("2 13:10", read=False)
        assert axe.count > sent + point
        axe.rest()
        office.remind("2 13:20", read=False)
        assert (len(office.told), office.states()) == (1, ["sent"]), point
        office.store.close()


class Counting(FakeChannel):
    """A channel that nobody can look into; `after` is how many statements there had been when a letter got through."""

    def __init__(self, axe: Axe) -> None:
        """Nothing was sent yet."""
        super().__init__()
        self._axe = axe
        self.after: list[int] = []

    def send(self, letter: Letter) -> None:
        """Send."""
        super().send(letter)
        self.after.append(self._axe.count)


@contextmanager
def own_server() -> Iterator[Shared]:
    """A shared store on a server that may be stopped."""
    from tests.servers.postgres import Postgres

    with Postgres() as server:
        place = Shared(server)
        place.admin.close()
        yield place


@pytest.mark.parametrize("end", ["halt", "crash"])
def test_r32_a_server_that_is_down_for_a_while(end: str, settings: Settings) -> None:
    """R32: as long as it is down there is one sentence, and afterwards the same store goes on."""
    with own_server() as place:
        url = place.server.url(place.login, place.password, database=place.database)
        with Store.open(url) as store:
            mail = mailbox()
            sync(settings, store, mail)
            stop: Callable[[], Any] = getattr(place.server, end)
            stop()
            mail.add(raw(20), NOW)
            for attempt in (store.count, lambda: sync(settings, store, mail), lambda: Store.open(url)):
                with pytest.raises(StoreError, match=r"cannot be reached|was lost|being stopped") as caught:
                    attempt()
                assert place.password not in str(caught.value)
            place.server.resume()
            sync(settings, store, mail)
            assert store.count() == 10
            assert len(store.requests()) > 0
            assert Delivery.SENT not in {record.state for record in store.notices.records(NOW)}
