"""Reading begins before the store is open, and nobody notices but the clock.

What asks the store runs on each database; a store that cannot be opened is a file, and second processes ask none.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from inboxwatch.config import Settings, load
from inboxwatch.config.tables import MailboxSettings
from inboxwatch.errors import StoreError, TransientError
from inboxwatch.model import Mail
from inboxwatch.ports import Batch
from inboxwatch.store import Store
from inboxwatch.store.cursor import peek
from inboxwatch.watch import sync
from inboxwatch.watch.early import Early
from inboxwatch.work import helper as second
from inboxwatch.work.share import MANY
from tests import builders
from tests.engines import Stores
from tests.store_data import NOW

CONFIG = """\
[me]
name = "Ada Lovelace"
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[[mailbox]]
name = "work"
connector = "files"
path = "."
[[mailbox]]
name = "other"
connector = "files"
path = "."
"""


class Fake:
    """A connector that says who used it, in which thread."""

    def __init__(self, batches: list[Batch], error: Exception | None = None) -> None:
        """Have these batches, or fail."""
        self.asked: list[tuple[str, dt.datetime | None]] = []
        self.threads: list[int] = []
        self.closed = False
        self._batches, self._error = batches, error

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield the batches."""
        self.asked.append((cursor, since))
        self.threads.append(threading.get_ident())
        if self._error is not None:
            raise self._error
        yield from self._batches

    def wait(self, seconds: float) -> bool:
        """Nothing happens."""
        return seconds < 0

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Nothing is there."""
        return dict.fromkeys(refs, builders.mail()) if self.closed else {}

    def close(self) -> None:
        """Note it."""
        self.closed = True


class House:
    """Settings, a store's place, and the connectors that were made, by mailbox."""

    def __init__(self, folder: Path, url: str = "") -> None:
        """Write the configuration; the store is a file unless there is a `url`."""
        (folder / "config.toml").write_text(CONFIG)
        self.settings: Settings = load(str(folder / "config.toml"))
        self.url = url or f"sqlite:///{folder / 'store.db'}"
        self.made: list[tuple[str, Fake]] = []
        self.batches = [Batch([builders.mail()], "1", 1, 1)]
        self.errors: list[Exception | None] = []

    def connect(self, mailbox: MailboxSettings) -> Fake:
        """Make a connector; `errors` are those of the first ones."""
        error = self.errors.pop(0) if self.errors else None
        batches = self.batches if mailbox.name == "work" else []
        self.made.append((mailbox.name, Fake(batches, error)))
        return self.made[-1][1]

    def early(self) -> Early:
        """Begin early."""
        return Early(self.settings, self.url, NOW, self.connect)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own."""
    return House(tmp_path)


@pytest.fixture
def home(tmp_path: Path, stores: Stores) -> House:
    """The same, its store in each database."""
    return House(tmp_path, stores.url())


def test_what_was_begun_is_used_once(home: House) -> None:
    with home.early() as early, Store.open(home.url) as store:
        report = sync(home.settings, store, NOW, connect=early.connect)
        assert [each.new for each in report.mailboxes] == [1, 0]
        assert store.cursor("work") == "1"
    first = home.made[0][1]
    assert [name for name, _ in home.made] == ["work", "other"]
    assert first.asked == [("", NOW - home.settings.mailbox[0].since)]
    assert first.threads != [threading.get_ident()]
    assert first.closed


def test_a_later_pass_begins_where_the_store_says(home: House) -> None:
    with Store.open(home.url) as store:
        store.add("work", [], "7")
    with home.early() as early, Store.open(home.url) as store:
        sync(home.settings, store, NOW, connect=early.connect)
    assert [cursor for cursor, _ in home.made[0][1].asked] == ["7"]


def test_r4_a_cursor_that_moved_meanwhile_begins_anew(home: House) -> None:
    with home.early() as early, Store.open(home.url) as store:
        store.add("work", [], "7")
        sync(home.settings, store, NOW, connect=early.connect)
    begun, again = (made for name, made in home.made if name == "work")
    assert begun.closed
    assert [cursor for cursor, _ in again.asked] == ["7"]


def test_r9_what_fails_early_is_tried_again_as_ever(home: House) -> None:
    home.errors = [TransientError("The line is cut.")]
    slept: list[float] = []
    with home.early() as early, Store.open(home.url) as store:
        report = sync(home.settings, store, NOW, connect=early.connect, sleep=slept.append)
    assert report.mailboxes[0].new == 1
    assert slept == [1.0]
    assert [name for name, _ in home.made] == ["work", "work", "other"]
    assert home.made[0][1].closed


def test_a_store_that_cannot_be_opened_says_so(house: House) -> None:
    path = Path(house.url.removeprefix("sqlite:///"))
    path.write_bytes(b"not a database at all")
    assert peek(house.url, "work") is None
    with pytest.raises(StoreError, match="is not an inboxwatch store"), house.early(), Store.open(house.url):
        pass
    assert house.made == []
    assert peek("postgresql://host/db", "work") is None


def test_the_rest_of_a_connector_is_there_too(house: House) -> None:
    with house.early() as early:
        begun = early.connect(house.settings.mailbox[0])
        assert begun.texts(["1"]) == {}
        assert begun.wait(-1)
        begun.close()
        assert begun.wait(0) is False  # over a new connection
    assert len(house.made) == 2


# -- the second process ------------------------------------------------------------------------------------------------


def test_a_second_process_is_ready_before_the_store_is_open(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboxwatch.watch.early.cores", lambda: 2)
    house.batches = [Batch([builders.mail()], "8", 1, MANY + 2)]
    with Store.open(house.url) as store:
        store.add("work", [], "7")
    with house.early() as early:
        early.connect(house.settings.mailbox[0])
        kept = early._keeper.idle
        assert kept is not None
        pid = kept.process.pid
    assert kept.process.poll() is not None, f"{pid} has ended"


@pytest.mark.parametrize(("cores", "ready"), [(1, False), (2, True)])
def test_a_mailbox_that_was_never_read_needs_one_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch, cores: int, ready: bool
) -> None:
    monkeypatch.setattr("inboxwatch.watch.early.cores", lambda: cores)
    house.errors = [TransientError("The server is asleep.")]
    with house.early() as early:
        assert (early._keeper.idle is not None) is ready


def test_few_messages_of_a_mailbox_that_is_known_prepare_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboxwatch.watch.early.cores", lambda: 2)
    with Store.open(house.url) as store:
        store.add("work", [], "7")
    with house.early() as early:
        early.connect(house.settings.mailbox[0])
        assert early._keeper.idle is None


def test_one_process_does_one_work_after_another() -> None:
    with second.Keeper() as keeper:
        keeper.prepare()
        one = second.Keeper.hire(_Adding(1))
        assert one.ask(1).result(30) == 2
        second.Keeper.release(one)
        two = second.Keeper.hire(_Adding(10))
        assert two is one
        assert two.ask(1).result(30) == 11
        second.Keeper.release(two)
    assert one.process.poll() is not None


def test_a_fresh_process_takes_the_place_of_the_one_that_is_kept() -> None:
    with second.Keeper() as keeper:
        keeper.prepare()
        kept = keeper.idle
        assert kept is not None
        one = second.Keeper.hire(_Adding(1), fresh=True)
        assert one is not kept
        assert kept.process.poll() is not None, "it has ended"
        assert one.ask(1).result(30) == 2
        second.Keeper.release(one)
        assert keeper.idle is one
    assert one.process.poll() is not None


def test_a_busy_process_is_not_kept() -> None:
    with second.Keeper() as keeper:
        one = second.Keeper.hire(_Adding(1))
        one.ask("no number")
        second.Keeper.release(one)
        assert keeper.idle is None
    assert one.process.poll() is not None


def test_work_that_cannot_be_sent_ends_the_process() -> None:
    with second.Keeper() as keeper:
        keeper.prepare()
        kept = keeper.idle
        assert kept is not None
        with pytest.raises(Exception, match=r"pickle|local"):
            second.Keeper.hire(type("Local", (), {"do": lambda _self, piece: piece})())
        assert keeper.idle is None
    assert kept.process.poll() is not None


class _Adding:
    """Work that can be told apart."""

    def __init__(self, number: int) -> None:
        """Add this."""
        self.number = number

    def do(self, piece: int) -> int:
        """Add."""
        return piece + self.number
