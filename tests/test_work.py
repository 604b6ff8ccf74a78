"""Work on two cores: the same results whoever did it, and a second process that may fail and never lingers.

No store is asked here: what is judged and derived are plain rows, which lie in either database alike (test_store.py).
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from inboxwatch.mail import Mails, Piece, Unread, parse
from inboxwatch.model import Mail, Owner
from inboxwatch.ports import Batch
from inboxwatch.store.codec import message_row
from inboxwatch.store.portion import Portion
from inboxwatch.watch.sync import _worth
from inboxwatch.work import share as sharing
from inboxwatch.work.derive import Deriving
from inboxwatch.work.helper import Helper
from inboxwatch.work.judge import Judging
from inboxwatch.work.share import MANY, MOST, Share, Work
from tests import builders
from tests.store_data import NOW, Traffic, rules

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
JUDGING = Judging("work", OWNER, NOW, b"secret", keep_subjects=True, keep_text=False)


@dataclass(frozen=True)
class Telling:
    """Work that says who did it."""

    def do(self, piece: int) -> tuple[int, int]:
        """Return the piece and the process."""
        return piece, os.getpid()


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two cores, whatever the machine has."""
    monkeypatch.setattr(sharing, "cores", lambda: 2)


def mails(count: int) -> list[Mail]:
    """Make mails of Bo's."""
    texts = ("Hi Ada,\n\nCan you send me the figures by Friday?\n\nBo", "Thanks!", "Danke, ich melde mich morgen.")
    raws = [
        builders.raw(subject=f"Figures {n}", text=texts[n % len(texts)], message_id=f"<{n}@corp.example>")
        for n in range(count)
    ]
    return [parse(raw, ref=str(n), provider_time=NOW - dt.timedelta(hours=n)) for n, raw in enumerate(raws)]


def pieces(count: int) -> Iterator[tuple[int, list[Mail]]]:
    """Cut mails into pieces of ten."""
    made = mails(count)
    yield from ((at, made[at : at + 10]) for at in range(0, count, 10))


def process_of(share: Share[int, tuple[int, int]]) -> int:
    """The second process's number."""
    helper = share._helper
    assert helper is not None
    return helper.process.pid


def alive(pid: int) -> bool:
    """Whether a process is there, as a zombie too."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# -- the same results --------------------------------------------------------------------------------------------------


def test_mails_are_judged_alike_in_either_process() -> None:
    with Share(JUDGING) as alone:
        expected = list(alone.done(pieces(300)))
    with Share(JUDGING) as share:
        share.hire()
        assert list(share.done(pieces(300))) == expected
    assert sum(len(ready) for _, ready in expected) == 300


def test_mails_in_pieces_are_read_alike_in_either_process() -> None:
    header = b"From: Bo <bo@corp.example>\r\nTo: ada@corp.example\r\nMessage-ID: <%d@x.example>\r\n\r\n"
    unread = [
        Unread(header % n, Piece(b"Can you help me, Ada?"), {}, (("text/plain", "", "", 21),), f"1.{n}.INBOX", NOW)
        for n in range(50)
    ]
    whole = Mails("INBOX", in_sent=False, pieces=unread)
    assert len(whole) == 50
    assert whole[3] == list(whole)[3]
    assert list(whole[10:12]) == list(whole)[10:12]
    with Share(JUDGING) as share:
        share.hire()
        assert list(share.done([("all", whole)])) == [("all", JUDGING.do(list(whole)))]


def test_requests_are_derived_alike_in_either_process() -> None:
    rows = tuple(message_row(message, keep_text=False) for message in Traffic(3, 200).messages)
    portions = [Portion(tuple(range(at, at + 50)), rows[at : at + 50]) for at in range(0, 200, 50)]
    deriving = Deriving(rules(), NOW, keep_text=False)
    expected = [(portion, deriving.do(portion)) for portion in portions]
    assert any(found for _, found in expected)
    with Share(deriving) as share:
        share.hire()
        assert list(share.done((portion, portion) for portion in portions)) == expected


def test_both_processes_work_and_the_order_stays() -> None:
    with Share(Telling()) as share:
        share.hire()
        results = list(share.done((n, n) for n in range(2000)))
    assert [(key, result[0]) for key, result in results] == [(n, n) for n in range(2000)]
    assert len({result[1] for _, result in results}) == 2


def test_a_big_piece_is_held_by_one_process_only() -> None:
    with Share(Telling(), lambda piece: piece == 7) as share:
        share.hire()
        results = dict(share.done((n, n) for n in range(20)))
        assert share._helper is None, "it ended before the big one was done here"
    assert list(results) == list(range(20))
    assert {results[n][1] for n in range(7, 20)} == {os.getpid()}


# -- when it is not worth it -------------------------------------------------------------------------------------------


def test_few_messages_start_no_second_process() -> None:
    with Share(JUDGING) as share:
        batch = Batch((), "1", done=500, total=500 + MANY)
        assert list(_worth(share, [batch])) == [(batch, ())]
        assert share._helper is None


def test_many_messages_start_one() -> None:
    with Share(JUDGING) as share:
        list(_worth(share, [Batch((), "1", done=500, total=501 + MANY)] * 3))
        assert share._helper is not None


def test_a_single_core_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "cores", lambda: 1)
    with Share(Telling()) as share:
        share.hire()
        assert {result[1] for _, result in share.done((n, n) for n in range(20))} == {os.getpid()}


# -- when it fails -----------------------------------------------------------------------------------------------------


def test_a_process_that_cannot_be_started_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    with Share(Telling()) as share:
        share.hire()
        assert list(share.done([("a", 1)])) == [("a", (1, os.getpid()))]


def test_work_and_pieces_that_cannot_be_pickled_are_done_here() -> None:
    @dataclass(frozen=True)
    class Local:
        def do(self, piece: object) -> str:
            return type(piece).__name__

    local: Work[object, str] = Local()
    with Share(local) as share:
        share.hire()
        assert list(share.done([("a", 1)])) == [("a", "int")]
    with Share(JUDGING) as judging:
        judging.hire()
        lazy = (mail for mail in mails(3))
        assert len(next(iter(judging.done([("a", lazy)])))[1]) == 3


def test_a_killed_process_loses_nothing_and_leaves_no_zombie() -> None:
    with Share(Telling()) as share:
        share.hire()
        pid = process_of(share)
        results = []
        for key, result in share.done((n, n) for n in range(300)):
            results.append((key, result[0]))
            if key == 20:
                os.kill(pid, signal.SIGKILL)
        assert results == [(n, n) for n in range(300)]
    assert not alive(pid)


def test_a_stuck_process_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PATIENCE", 0.2)
    with Share(Telling()) as share:
        share.hire()
        pid = process_of(share)
        os.kill(pid, signal.SIGSTOP)
        assert [key for key, _ in share.done((n, n) for n in range(10))] == list(range(10))
    assert not alive(pid)


def test_a_process_that_says_something_else_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboxwatch.work.helper._BOOT", "import sys; sys.stdout.write('x' * 999)")
    with Share(Telling()) as share:
        share.hire()
        assert [result for _, result in share.done((n, n) for n in range(5))] == [(n, os.getpid()) for n in range(5)]


def test_what_the_source_raises_comes_after_all_that_was_read() -> None:
    def broken() -> Iterator[tuple[int, int]]:
        yield from ((n, n) for n in range(7))
        raise TimeoutError

    with Share(Telling()) as share:
        share.hire()
        results = share.done(broken())
        assert [next(results)[0] for _ in range(7)] == list(range(7))
        with pytest.raises(TimeoutError):
            next(results)


def test_no_more_than_a_few_pieces_are_held() -> None:
    taken = 0

    def source() -> Iterator[tuple[int, list[Mail]]]:
        nonlocal taken
        for key, piece in pieces(400):
            taken += 1
            yield key, piece

    with Share(JUDGING) as share:
        share.hire()
        for given, _ in enumerate(share.done(source())):
            assert taken - given <= MOST


# -- the end -----------------------------------------------------------------------------------------------------------


def test_leaving_ends_the_process_whatever_happens() -> None:
    with pytest.raises(KeyboardInterrupt), Share(Telling()) as share:  # noqa: PT012 - both belong to it
        share.hire()
        pid = process_of(share)
        next(share.done((n, n) for n in range(50)))
        raise KeyboardInterrupt
    assert not alive(pid)


def test_the_process_ends_by_itself_when_this_one_is_gone() -> None:
    helper = Helper(Telling())
    assert helper.ask(1).result(20)[0] == 1
    helper._questions.put(None)  # closes its input, as the end of this process would
    assert helper.process.wait(20) == 0
    helper.close()


def test_ctrl_c_is_left_to_the_first_process() -> None:
    helper = Helper(Telling())
    assert helper.ask(1).result(20)[0] == 1
    helper.process.send_signal(signal.SIGINT)
    time.sleep(0.05)
    assert helper.ask(2).result(20)[0] == 2
    helper.close()
    assert not alive(helper.process.pid)


def test_the_second_process_has_no_file_of_the_first_open(tmp_path: Path) -> None:
    with (tmp_path / "private").open("w") as private:
        os.set_inheritable(private.fileno(), True)  # noqa: FBT003
        helper = Helper(Telling())
        try:
            helper.ask(1).result(20)
            folder = Path(f"/proc/{helper.process.pid}/fd")
            if folder.is_dir():
                assert str(tmp_path / "private") not in {str(link.readlink()) for link in folder.iterdir()}
        finally:
            helper.close()
