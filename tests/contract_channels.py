"""What every channel must do, as one suite that each channel's test class inherits.

A test module writes the hooks and gets all the tests::

    class TestEmail(ChannelContract):
        def channel(self): ...       # a new channel whose other side takes everything; may be called many times
        def received(self): ...      # what arrived there so far, oldest first, each as the words that a person sees
        def marks(self): ...         # of each, what a receiver can tell repetitions by; [] where there is no such thing
        def unreachable(self): ...   # a channel whose other side is not there
        def refusing(self): ...      # one whose other side says no for good; None where that cannot be
        def overloaded(self): ...    # one whose other side says not now; None where that cannot be
        def silent(self): ...        # one whose other side takes everything and never answers; None where …

Class attributes tune the suite: `looks` (the channel can say whether a letter is there already), `at_most_once`,
`others` (it can tell somebody else than the owner), `canary` (the secret in its settings, "" without one).
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

import pytest

from inboxwatch.errors import ChannelError, NotSentError, RefusedError, UncertainError
from inboxwatch.ports import Channel, Letter

LETTER = Letter("0" * 31 + "1", "2 requests are due", "Bo waits since 09:12.\nCarol waits since yesterday.\n")
HOSTILE = (
    "x\r\nBcc: eve@evil.example", "x\nX-A: b", "x\rY: z", "a\x0bb\x0cc\x85d\u2028e\u2029f", "\x1b[2J\x1b]0;t\x07",
    "\u202eexe.gpj", "=?utf-8?q?=0d=0aBcc:_v@e.example?=", "\ud800 lone", "-rf --help", "<!channel> @everyone",
    "[x](https://evil.example)", "a" * 5000, "é" * 3000, "\0", "", " ", ".\r\n.\r\nMAIL FROM:<x@y>", "%s {0} ${PATH}",
    "<b>bold</b> & co", "`id` $(id) ; id | id",
)  # fmt: skip


class ChannelContract(ABC):
    """Inherit in a class named Test…; see the module's docstring."""

    looks = False
    at_most_once = False
    others = False
    canary = ""

    @abstractmethod
    def channel(self) -> Channel:
        """Return a channel whose other side takes everything."""

    @abstractmethod
    def received(self) -> list[str]:
        """Return what arrived."""

    @abstractmethod
    def unreachable(self) -> Channel:
        """Return a channel whose other side is not there."""

    def marks(self) -> list[str]:
        """Return what repetitions are told by."""
        return []

    def refusing(self) -> Channel | None:
        """Return a channel whose other side says no."""
        return None

    def overloaded(self) -> Channel | None:
        """Return a channel whose other side says not now."""
        return None

    def silent(self) -> Channel | None:
        """Return a channel whose other side takes everything and never answers."""
        return None

    def test_a_letter_arrives_once_with_title_and_text(self) -> None:
        self.channel().send(LETTER)
        [words] = self.received()
        for expected in (LETTER.title, *LETTER.text.splitlines()):
            assert expected in words

    def test_nothing_is_sent_before_send(self) -> None:
        channel = self.channel()
        channel.close()
        assert self.received() == []

    def test_the_same_letter_has_the_same_mark_and_another_one_another(self) -> None:
        """R2: what had to be sent twice can be dropped by whoever gets it."""
        for key in (LETTER.key, LETTER.key, "f" * 32):
            self.channel().send(Letter(key, "t", "x"))
        assert len(self.received()) == 3
        marks = self.marks()
        if marks:
            assert len(marks) == 3
            assert marks[0] == marks[1] != marks[2]
            assert LETTER.key not in marks[0], "nobody can make a mark who knows what is told"

    def test_it_looks_before_or_says_that_it_cannot(self) -> None:
        channel = self.channel()
        before = channel.holds(LETTER.key)
        channel.send(LETTER)
        after = channel.holds(LETTER.key)
        assert (before, after) == ((False, True) if self.looks else (None, None))
        channel.close()

    def test_at_most_once_is_said(self) -> None:
        assert self.channel().at_most_once is self.at_most_once

    def test_closing_never_raises_and_is_no_end(self) -> None:
        channel = self.channel()
        channel.close()
        channel.send(LETTER)
        channel.close()
        channel.close()
        assert len(self.received()) == 1

    def test_nobody_there_means_not_sent(self) -> None:
        with pytest.raises(NotSentError) as caught:
            self.unreachable().send(LETTER)
        self._is_a_sentence(caught.value)

    def test_a_refusal_is_told_as_one(self) -> None:
        self._fails(self.refusing(), RefusedError)

    def test_overload_means_not_sent(self) -> None:
        self._fails(self.overloaded(), NotSentError)

    def test_silence_after_everything_was_sent_is_uncertain(self) -> None:
        """R2, R9: RFC 1047; the wait has an end."""
        channel = self.silent()
        started = time.monotonic()
        self._fails(channel, UncertainError)
        assert time.monotonic() - started < 30

    def test_another_person_is_told_or_refused(self) -> None:
        letter = Letter("2" * 32, "t", "x", to="deputy@corp.example")
        if self.others:
            self.channel().send(letter)
            assert len(self.received()) == 1
        else:
            with pytest.raises(RefusedError) as caught:
                self.channel().send(letter)
            self._is_a_sentence(caught.value)
            assert self.received() == []

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_text_stops_a_letter(self, text: str) -> None:
        """T1, T4: whatever a colleague put into a name or a subject."""
        self.channel().send(Letter("3" * 32, f"About {text}", f"Before\n{text}\nAfter\n"))
        [words] = self.received()
        assert "About" in words
        assert "Before" in words
        assert "After" in words
        assert "\x1b" not in words

    def test_its_repr_shows_no_secret(self) -> None:
        if self.canary:
            assert self.canary not in repr(self.channel())

    def _fails(self, channel: Channel | None, kind: type[ChannelError]) -> None:
        if channel is None:
            return
        with pytest.raises(kind) as caught:
            channel.send(LETTER)
        self._is_a_sentence(caught.value)
        channel.close()

    def _is_a_sentence(self, error: ChannelError) -> None:
        assert error.message.endswith("."), error.message
        assert error.message.isprintable()
        assert error.__cause__ is None, "a cause quotes what libraries say"
        assert error.__context__ is None or error.__suppress_context__
        if self.canary:
            assert self.canary not in str(error)
