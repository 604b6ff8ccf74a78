"""The daemon with fakes: isolation, back-off, clocks, the watchdog, one instance a store (R9, R10, R13, R17, R20).

What writes to the store runs on each database (`stores`). What is about threads, sockets and the service manager alone
has a file (`folder`), as it is the same in front of either.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.config import MailboxSettings, Settings
from inboxwatch.errors import PermanentError, StoreError, TakenOverError, TransientError
from inboxwatch.ports import Batch
from inboxwatch.store import Store
from inboxwatch.store.instance import Instance, holder, lock_path
from inboxwatch.store.retention import RETAINED
from inboxwatch.watch import run as daemon
from inboxwatch.watch import watcher
from inboxwatch.watch.backoff import LONGEST, REFUSED, Backoff
from inboxwatch.watch.clocks import Jumps
from inboxwatch.watch.door import Door, ask
from tests.conftest import NOW
from tests.engines import Files, Stores
from tests.fakes import FakeConnector, FakeMailbox
from tests.servers.daemon import question, until


@pytest.fixture
def folder(tmp_path: Path) -> Stores:
    """Stores in files."""
    return Files(tmp_path)


def settings(*names: str) -> Settings:
    """Make a configuration of these mailboxes."""
    return Settings.model_validate(
        {
            "me": {"addresses": ["alice@example.test"]},
            "directory": {"internal_domains": ["example.test"]},
            "calendar": {"timezone": "UTC"},
            "mailbox": [{"name": name, "connector": "files", "path": "x", "since": "3650d"} for name in names],
        }
    )


@dataclass
class Clock:
    """A wall clock that can be set; the other one is real."""

    offset: dt.timedelta = dt.timedelta()
    began: float = field(default_factory=time.monotonic)

    def now(self) -> dt.datetime:
        """The wall."""
        return (NOW + self.offset + dt.timedelta(seconds=time.monotonic() - self.began)).replace(microsecond=0)

    def monotonic(self) -> float:
        """The other."""
        return time.monotonic()


class Box(FakeConnector):
    """A mailbox in memory that pushes; `broken` is what it does instead of handing out mail."""

    def __init__(self, mailbox: FakeMailbox, broken: Callable[[Box], None] | None = None) -> None:
        """Watch `mailbox`."""
        super().__init__(mailbox)
        self.broken = broken
        self.bell = threading.Event()
        self.cut = threading.Event()
        self.looks: list[float] = []

    pushes = True

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        self.looks.append(time.monotonic())
        if self.broken is not None:
            self.broken(self)
        yield from super().fetch(cursor, since)

    def wait(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.mailbox.last == self._seen and not self.bell.wait(0.01):
            pass
        self.bell.clear()
        if self.cut.is_set():
            raise TransientError("The connection was cut.")
        return True

    def wake(self) -> None:
        """End a wait."""
        self.bell.set()

    def abort(self) -> None:
        """End everything."""
        self.cut.set()
        self.bell.set()


@dataclass
class Stage:
    """A daemon in this process; `act` runs beside it and ends it when it returns."""

    stores: Stores
    boxes: dict[str, Callable[[], Box]]
    clock: Clock = field(default_factory=Clock)
    made: dict[str, list[Box]] = field(default_factory=dict)
    attempts: list[tuple[str, float]] = field(default_factory=list)
    path: Path = Path()

    def connect(self, mailbox: MailboxSettings) -> Box:
        """Connect to a mailbox of the stage."""
        self.attempts.append((mailbox.name, time.monotonic()))
        box = self.boxes[mailbox.name]()
        self.made.setdefault(mailbox.name, []).append(box)
        return box

    def play(self, act: Callable[[Stage], None]) -> bool:
        """Run the daemon until the act is over; what the act raises is raised here."""
        failed: list[BaseException] = []
        over = threading.Event()

        def acting() -> None:
            try:
                act(self)
            except BaseException as error:  # noqa: BLE001 - it is raised where the test can see it
                failed.append(error)
            if not over.is_set():
                os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=acting)
        with Store.open(self.stores.url()) as store:
            self.path = store.path
            thread.start()
            try:
                ended = daemon.run(settings(*self.boxes), store, connect=self.connect, clock=self.clock)
            finally:
                over.set()
                thread.join()
        if failed:
            raise failed[0]
        return ended

    def state(self, name: str) -> dict[str, object]:
        """What the daemon says of a mailbox."""
        found: dict[str, object] = ask(self.path).get("mailboxes", {}).get(name, {})
        return found

    def fine(self, *names: str) -> None:
        """Wait until these mailboxes are watched."""
        until(lambda: all(self.state(name).get("doing") == "idle" for name in names))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "TICK", 0.05)
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)


def silent(box: Box) -> None:
    """Say nothing until somebody cuts the connection; then fail as a connector does."""
    box.cut.wait(60)
    raise TransientError("The server did not answer in time.")


def deaf(box: Box) -> None:
    """Hang whatever anybody does."""
    del box
    time.sleep(60)


def refuse(box: Box) -> None:
    del box
    raise PermanentError("The server refused the password.", "Check it.")


def breaks(box: Box) -> None:
    del box
    raise TransientError("The server ended the connection.")


def bug(box: Box) -> None:
    del box
    raise RuntimeError("secret text of a mail")


# isolation


def _one_in_trouble(stores: Stores, trouble: Callable[[Box], None]) -> bool:
    """R9: the others are read, at once, and news in them is noticed; says whether the daemon could be ended."""
    good = FakeMailbox()
    stage = Stage(stores, {"bad": lambda: Box(FakeMailbox(), trouble), "good": lambda: Box(good)})

    def act(stage: Stage) -> None:
        stage.fine("good")
        good.add(question(1), NOW)
        with Store.open(stores.url(), readonly=True) as store:
            until(lambda: store.count("good") == 1)
            until(lambda: [request.mailbox for request in store.requests()] == ["good"])
            if trouble in {refuse, breaks, bug}:
                until(lambda: store.mailbox_state("bad").last_error)
        assert stage.state("bad")["doing"] in {"reading", "back-off"}

    began = time.monotonic()
    ended = stage.play(act)
    assert time.monotonic() - began < 30
    return ended


@pytest.mark.parametrize("trouble", [silent, refuse, breaks, bug])
def test_a_mailbox_in_trouble_holds_up_nobody(stores: Stores, trouble: Callable[[Box], None]) -> None:
    assert _one_in_trouble(stores, trouble)


def test_a_mailbox_that_nothing_can_end_holds_up_nobody(folder: Stores) -> None:
    assert not _one_in_trouble(folder, deaf)


def test_a_bug_is_said_without_its_text(folder: Stores) -> None:
    stage = Stage(folder, {"bad": lambda: Box(FakeMailbox(), bug)})

    def act(stage: Stage) -> None:
        until(lambda: stage.state("bad").get("error"))
        assert stage.state("bad")["error"] == "Reading failed because of a bug in inboxwatch (RuntimeError)."
        assert stage.state("bad")["next_attempt"]

    assert stage.play(act)


def test_it_ends_within_five_seconds_in_every_situation(folder: Stores) -> None:
    """R10: in back-off, in a wait, in a read that hangs and can be cut off, and in one that cannot."""
    troubles = {"silent": silent, "deaf": deaf, "refuse": refuse, "breaks": breaks, "none": None}
    stage = Stage(folder, {name: lambda t=trouble: Box(FakeMailbox(), t) for name, trouble in troubles.items()})
    ends: list[float] = []

    def act(stage: Stage) -> None:
        stage.fine("none")
        until(lambda: all(stage.state(name)["doing"] == "back-off" for name in ("refuse", "breaks")))
        ends.append(time.monotonic())

    assert stage.play(act) is False  # one hangs for good: the process must end without it
    assert time.monotonic() - ends[0] < 5


# back-off


@given(st.integers(), st.lists(st.booleans(), min_size=1, max_size=40))
def test_the_series_grows_with_jitter_and_has_its_bounds(seed: int, permanent: list[bool]) -> None:
    """R8, R17: never more than one attempt a second, at most ten minutes; refusals come to a quarter of an hour."""
    assert (REFUSED, LONGEST) == (900, 600)
    backoff = Backoff(random.Random(seed))
    refusals = 0
    for each in permanent:
        seconds = backoff.failed(permanent=each)
        refusals = refusals + 1 if each else 0
        assert seconds >= 1.0
        if each and refusals > 2:
            assert REFUSED <= seconds <= REFUSED * 1.1
        elif each:
            assert seconds >= 30
        else:
            assert seconds <= LONGEST


@pytest.mark.parametrize("permanent", [False, True])
def test_r8_twenty_mailboxes_do_not_come_back_in_one_moment(*, permanent: bool) -> None:
    """R8: with jitter, at every step of the series but that at the upper end."""
    crowd = [Backoff(random.Random(number)) for number in range(20)]
    for _ in range(8):
        assert len({round(each.failed(permanent=permanent), 3) for each in crowd}) >= 15


def test_success_that_lasts_begins_anew_and_one_that_does_not_does_not() -> None:
    backoff = Backoff(random.Random(1))
    waits = [backoff.failed(permanent=False) for _ in range(12)]
    assert waits[0] < 3 and waits[-1] > 300
    backoff.succeeded(5.0)
    assert backoff.failed(permanent=False) > 300
    backoff.succeeded(61.0)
    assert backoff.failed(permanent=False) < 3


def test_attempts_are_never_closer_than_a_second(folder: Stores) -> None:
    """R8: a server that lets us in and then ends the connection at once is not hammered."""
    stage = Stage(folder, {"bad": lambda: Box(FakeMailbox(), breaks)})
    assert stage.play(lambda stage: until(lambda: len(stage.attempts) >= 3))
    times = [at for _, at in stage.attempts]
    assert all(later - earlier >= 1.0 for earlier, later in itertools.pairwise(times))


def test_a_refused_password_is_tried_seldom_and_shown(stores: Stores) -> None:
    """R17: the next attempt is half a minute away, then a quarter of an hour; status says when."""
    stage = Stage(stores, {"bad": lambda: Box(FakeMailbox(), refuse)})

    def act(stage: Stage) -> None:
        until(lambda: stage.state("bad").get("error"))
        with Store.open(stores.url(), readonly=True) as store:
            state = until(lambda: store.mailbox_state("bad") if store.mailbox_state("bad").last_error else None)
        assert state.permanent and state.next_attempt - state.error_at >= dt.timedelta(seconds=30)
        time.sleep(0.5)
        assert len(stage.attempts) == 1

    assert stage.play(act)


# clocks


class Wall:
    """Two clocks in a test's hand."""

    def __init__(self) -> None:
        """Start."""
        self.wall, self.steady = NOW, 1000.0

    def now(self) -> dt.datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.steady


@given(st.lists(st.floats(0, 3600), max_size=20), st.integers(-(10**8), 10**8))
def test_only_jumps_are_jumps(passing: list[float], jump: int) -> None:
    """R20: time that passes on both clocks is none, whatever its pace; the wall's alone is."""
    wall = Wall()
    jumps = Jumps(wall)
    for seconds in passing:
        wall.wall += dt.timedelta(seconds=seconds)
        wall.steady += seconds
        assert jumps.look() == 0.0
    wall.wall += dt.timedelta(seconds=jump)
    assert jumps.look() == (pytest.approx(jump) if abs(jump) > 20 else 0.0)
    assert jumps.look() == 0.0


@pytest.mark.parametrize(
    "jump", [dt.timedelta(hours=-2), dt.timedelta(hours=2), dt.timedelta(days=400), dt.timedelta(days=-3650)]
)
def test_a_jump_of_the_clock_makes_all_connect_anew_and_go_on(stores: Stores, jump: dt.timedelta) -> None:
    """R20: nobody waits longer or shorter for it, nothing negative is stored, mail is read as before."""
    mail = FakeMailbox()
    stage = Stage(stores, {"work": lambda: Box(mail)})

    def act(stage: Stage) -> None:
        stage.fine("work")
        stage.clock.offset += jump
        until(lambda: len(stage.attempts) == 2)
        stage.fine("work")
        assert stage.state("work")["error"] == ""
        mail.add(question(1), NOW)
        with Store.open(stores.url(), readonly=True) as store:
            until(lambda: store.count() == 1)
            (request,) = until(store.requests)
            assert request.elapsed_seconds >= 0 and request.business_seconds >= 0

    assert stage.play(act)


def test_t23_what_is_too_old_goes_once_a_day_and_its_requests_with_it(stores: Stores) -> None:
    """T23: without `purge`, by the daemon's clock."""
    mail = FakeMailbox()
    old = NOW - dt.timedelta(days=399, hours=12)
    mail.add(question(1), old)
    stage = Stage(stores, {"work": lambda: Box(mail)})

    def act(stage: Stage) -> None:
        stage.fine("work")
        with Store.open(stores.url(), readonly=True) as store:
            until(lambda: store.requests() and store.meta(RETAINED))
            stage.clock.offset += dt.timedelta(days=1)
            until(lambda: store.count() == 0 and not store.requests())
        assert ask(stage.path)["error"] == ""

    assert stage.play(act)


def test_a_jump_ends_a_back_off(folder: Stores) -> None:
    """R20: the computer slept; what was waited for may be long over."""
    stage = Stage(folder, {"bad": lambda: Box(FakeMailbox(), refuse)})

    def act(stage: Stage) -> None:
        until(lambda: stage.state("bad").get("doing") == "back-off")
        stage.clock.offset += dt.timedelta(days=3)
        until(lambda: len(stage.attempts) == 2)

    assert stage.play(act)


# what the system sees


class Manager:
    """A service manager: hears all that is said to its socket."""

    def __init__(self, path: Path) -> None:
        """Listen at `path`."""
        self.said: list[str] = []
        self._link = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._link.bind(str(path))
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while words := self._link.recv(4096).decode():
            self.said.append(words)

    def close(self, path: Path) -> None:
        """Stop listening."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
            link.sendto(b"", str(path))
        self._thread.join()
        self._link.close()


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Manager]:
    path = tmp_path / "notify"
    monkeypatch.setenv("NOTIFY_SOCKET", str(path))
    monkeypatch.setenv("WATCHDOG_USEC", "300000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    made = Manager(path)
    yield made
    made.close(path)


def test_systemd_hears_ready_status_watchdog_and_stopping(folder: Stores, manager: Manager) -> None:
    stage = Stage(folder, {"good": lambda: Box(FakeMailbox()), "bad": lambda: Box(FakeMailbox(), breaks)})

    def act(stage: Stage) -> None:
        stage.fine("good")
        time.sleep(0.5)

    stage.play(act)
    said = until(lambda: manager.said if manager.said[-1:] == ["STOPPING=1"] else None)
    assert said[0] == "READY=1" and said[-1] == "STOPPING=1"
    assert said.count("WATCHDOG=1") >= 2
    assert "STATUS=1 of 2 mailboxes fine; not read: bad" in said
    assert "NOTIFY_SOCKET" not in os.environ  # a password_command must not speak in our name


def test_the_watchdog_starves_when_no_mailbox_moves(
    folder: Stores, manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "STEP", 0.3)
    stage = Stage(folder, {"bad": lambda: Box(FakeMailbox(), deaf)})

    def act(stage: Stage) -> None:
        until(lambda: stage.state("bad").get("stuck"))
        time.sleep(0.2)
        manager.said.clear()
        time.sleep(0.5)
        assert "WATCHDOG=1" not in manager.said

    assert stage.play(act) is False


def test_a_stuck_mailbox_is_cut_off_and_starts_again(folder: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that hangs beyond all bounds gets a new connection by itself; the other one keeps the watchdog fed."""
    monkeypatch.setattr(watcher, "STEP", 0.5)
    hanging = [silent, None]
    stage = Stage(folder, {"bad": lambda: Box(FakeMailbox(), hanging.pop(0)), "good": lambda: Box(FakeMailbox())})
    assert stage.play(lambda stage: stage.fine("bad"))
    assert [name for name, _ in stage.attempts].count("bad") == 2


# one instance a store


def leave(instance: Instance) -> None:
    """End a daemon as `run` does."""
    instance.give_up()
    instance.release()


def test_r13_a_second_daemon_is_refused_and_told_who_it_is(stores: Stores) -> None:
    with Store.open(stores.url()) as first, Store.open(stores.url()) as second:
        instance = Instance(first, NOW)
        who = holder(first.path)
        assert who is not None and (who.pid, who.since) == (os.getpid(), NOW)
        with pytest.raises(StoreError, match=f"process {os.getpid()}, since 2026-05-20 12:30 UTC"):
            Instance(second, NOW)
        assert instance.in_force
        instance.release()
        assert holder(first.path) is None
        Instance(second, NOW).release()


def test_r13_who_was_taken_over_writes_nothing_any_more(stores: Stores) -> None:
    """The epoch is checked in the writing transaction: nothing gets in between."""
    with Store.open(stores.url()) as first, Store.open(stores.url()) as second:
        old = Instance(first, NOW)
        first.set_meta("x", "old")
        new = Instance(second, NOW, take_over=True)
        assert new.epoch == old.epoch + 1 and not old.in_force and new.in_force
        for write in (
            lambda: first.set_meta("x", "lost"),
            lambda: first.add_ready("work", [], "9"),
            lambda: first.failed("work", NOW, "no"),
            lambda: first.asides.count("work", ["1"], "x", NOW),
        ):
            with pytest.raises(TakenOverError):
                write()
        assert (second.meta("x"), second.cursor("work"), second.asides.all()) == ("old", "", [])
        second.set_meta("x", "new")
        old.release()
        assert holder(first.path) is not None
        with pytest.raises(StoreError, match="already watches"):
            Instance(first, NOW)
        new.release()


def test_a_killed_daemon_leaves_no_lock_and_the_next_one_knows(stores: Stores) -> None:
    program = (
        "import sys, os, signal; from inboxwatch.store import Store; from inboxwatch.store.instance import Instance;"
        "import datetime as dt; Instance(Store.open(sys.argv[1]), dt.datetime.now(dt.UTC));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    with Store.open(stores.url()) as store:
        first = Instance(store, NOW)
        assert not first.after_crash
        leave(first)
    done = subprocess.run([sys.executable, "-c", program, stores.url()], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with Store.open(stores.url()) as store:
        assert holder(store.path) is None
        instance = Instance(store, NOW)
        assert instance.after_crash and instance.epoch == 3
        leave(instance)
        last = Instance(store, NOW)
        assert not last.after_crash
        leave(last)


def test_a_lock_file_of_nonsense_is_no_obstacle(stores: Stores) -> None:
    with Store.open(stores.url()) as store:
        lock_path(store.path).write_bytes(b"\xff{not json")
        assert holder(store.path) is None
        instance = Instance(store, NOW)
        assert json.loads(lock_path(store.path).read_text())["pid"] == os.getpid()
        instance.release()


def test_the_daemon_ends_when_it_is_taken_over(stores: Stores) -> None:
    stage = Stage(stores, {"work": lambda: Box(FakeMailbox())})
    other: list[Instance] = []
    opened: list[Store] = []

    def act(stage: Stage) -> None:
        stage.fine("work")
        opened.append(Store.open(stores.url()))
        other.append(Instance(opened[0], NOW, take_over=True))
        time.sleep(1.0)

    with pytest.raises(TakenOverError, match="taken this store over"):
        stage.play(act)
    assert other[0].in_force
    other[0].release()
    opened[0].close()


# asking


def test_the_door_answers_and_a_long_path_does_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120)
    folder.mkdir()
    store = folder / "store.db"
    assert ask(store) == {}
    door = Door(store)
    thread = threading.Thread(target=lambda: (time.sleep(0.2), door.answer({"pid": 7})))
    thread.start()
    assert ask(store) == {"pid": 7}
    thread.join()
    assert (folder / "store.db.sock").stat().st_mode & 0o077 == 0
    door.close(mine=True)
    assert not (folder / "store.db.sock").exists() and ask(store) == {}


def test_a_good_pass_without_news_does_not_touch_the_disk(folder: Stores) -> None:
    stage = Stage(folder, {"work": lambda: Box(FakeMailbox())})

    def act(stage: Stage) -> None:
        stage.fine("work")
        (box,) = stage.made["work"]
        until(lambda: ask(stage.path).get("error") == "")
        time.sleep(0.3)
        wal = stage.path.with_name("store.db-wal")
        before = (wal.stat().st_mtime_ns, wal.stat().st_size)
        seen = stage.state("work")["last_success"]
        time.sleep(1.1)
        looks = len(box.looks)
        box.wake()
        until(lambda: len(box.looks) > looks and stage.state("work")["last_success"] != seen)
        assert (wal.stat().st_mtime_ns, wal.stat().st_size) == before

    assert stage.play(act)


def test_r3_all_that_can_be_read_is_looked_at_before_anybody_is_reminded(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer may lie in a Sent folder that nobody pushes news of; who cannot be read is not waited for."""
    given: list[Callable[[float], None]] = []
    monkeypatch.setattr(daemon, "jobs", lambda *args: given.append(args[-1]) or [])
    boxes = {
        "one": lambda: Box(FakeMailbox()),
        "two": lambda: Box(FakeMailbox()),
        "bad": lambda: Box(FakeMailbox(), refuse),
    }
    stage = Stage(stores, boxes)

    def act(stage: Stage) -> None:
        stage.fine("one", "two")
        until(lambda: stage.state("bad").get("doing") == "back-off")
        looks = {name: len(stage.made[name][0].looks) for name in ("one", "two")}
        began = time.monotonic()
        given[0](10.0)
        assert time.monotonic() - began < 5
        assert all(len(stage.made[name][0].looks) > count for name, count in looks.items())

    assert stage.play(act)
