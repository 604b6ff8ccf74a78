"""Notices in words: one letter for each, plain text and HTML, everything from mail neutralised here (T4, T6, T7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Protocol

from inboxwatch.model import State
from inboxwatch.notices import NoticeItem, NoticeKind, Stage
from inboxwatch.ports import Letter
from inboxwatch.reminders.alarms import CHANNEL, EMPTY, STOPPED
from inboxwatch.views.text import address, safe, sender
from inboxwatch.views.words import duration, instant, plural

if TYPE_CHECKING:
    from inboxwatch.model import Request
    from inboxwatch.notices import Notice

MOST = 20
"""Requests that one letter spells out; it counts the others."""
ID = 8
LONG = 120
"""Characters of a title; some lock screens show no more than half of it."""


class Box(Protocol):
    """A mailbox's state, as an alarm tells it."""

    @property
    def last_success(self) -> dt.datetime | None:
        """When it was last read completely."""
        ...

    @property
    def last_error(self) -> str:
        """What went wrong since, or ""."""
        ...

    @property
    def alarms(self) -> tuple[str, ...]:
        """Alarms of the last pass."""
        ...


@dataclass(frozen=True)
class Writer:
    """Writes letters for one moment. `name` gives an address's name or ""; `owner` is whose mailboxes they are.

    `subjects`: whether the mails' subjects may be named (they are left out of chats and lock screens).
    """

    now: dt.datetime
    zone: dt.tzinfo
    requests: Mapping[str, Request]
    boxes: Mapping[str, Box] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    name: Callable[[str], str] = lambda _: ""
    owner: str = ""
    subjects: bool = True

    def write(self, notice: Notice, items: Sequence[NoticeItem]) -> Letter:
        """Write a notice about `items`, those of it that are still to be told."""
        if notice.kind is NoticeKind.ALARM:
            title, lines = self._alarm(notice.topic)
            return _letter(notice, title, lines)
        about: dict[str, list[NoticeItem]] = {}
        for item in items:
            if item.request in self.requests:
                about.setdefault(item.request, []).append(item)
        stories = [self._story(self.requests[name], found, deputy=bool(notice.to)) for name, found in about.items()]
        lines = [self._intro(notice, len(stories)), ""]
        for story in stories[:MOST]:
            lines += [*story, ""]
        if len(stories) > MOST:
            lines += [f"… and {len(stories) - MOST:,} more: inboxwatch requests --state open", ""]
        lines += self._outro(deputy=bool(notice.to))
        return _letter(notice, self._title(notice, list(about)), lines)

    def _title(self, notice: Notice, ids: Sequence[str]) -> str:
        first = self.requests[ids[0]] if ids else None
        who = self._short(first) if first else "nobody"
        if notice.to:
            whose = safe(self.owner) or "a colleague"
            return f"{plural(len(ids), 'request')} to {whose} without an answer: {who}"
        if len(ids) > 1:
            begin = "While you were away: " if notice.kind is NoticeKind.DIGEST else ""
            return f"{begin}{plural(len(ids), 'request')} waiting: {who} and {plural(len(ids) - 1, 'other')}"
        return f"{who} waits for you" + (f": {self._state(first)}" if first else "")

    def _short(self, request: Request) -> str:
        return " ".join(safe(self.name(request.sender)).split()) or address(request.sender)

    def _intro(self, notice: Notice, count: int) -> str:
        if notice.to:
            whose = safe(self.owner) or "A colleague"
            return f"{whose} named you as deputy. {plural(count, 'request')} of theirs had no sign for too long."
        if notice.kind is NoticeKind.DIGEST:
            return f"{plural(count, 'request')} became due meanwhile. All in one, and nothing more for an hour."
        return "Somebody waits for you:" if count == 1 else f"{count:,} people or matters wait for you:"

    def _story(self, request: Request, items: Sequence[NoticeItem], *, deputy: bool) -> list[str]:
        """Who waits, since when, until when, and what to type."""
        head = f"* {sender(self.name(request.sender), request.sender)}"
        lines = [head if request.department in {"", "other"} else f"{head}, {safe(request.department)}"]
        if self.subjects and request.subject:
            lines.append(f"  {safe(request.subject)[:LONG]}")
        waited = duration(request.elapsed_seconds, days=True)
        asked = f", asked again {plural(request.chasers, 'time')}" if request.chasers else ""
        lines.append(f"  since {self._when(request.received_at)} ({waited}){asked}; {self._state(request)}")
        lines += [f"  {words}" for words in dict.fromkeys(self._stage(request, item) for item in items) if words]
        if not deputy:
            lines.append(
                f"  inboxwatch ack {request.id[:ID]}"
                if request.state is State.OPEN
                else f"  inboxwatch explain {request.id[:ID]}"
            )
        return lines

    def _state(self, request: Request) -> str:
        """How it stands with the clock, in a few words without anything from the mail."""
        if request.state is not State.OPEN and request.promise is not None:
            past = request.promise.due_at <= self.now
            return f"promised {'for' if past else 'by'} {self._when(request.promise.due_at)}"
        left = request.target_seconds - request.business_seconds
        if left < 0:
            return f"{duration(-left)} of working time late"
        return f"due {self._when(request.due_at)}, {duration(left)} of working time left"

    def _stage(self, request: Request, item: NoticeItem) -> str:
        if item.stage is Stage.DEADLINE and request.deadline is not None:
            verb = "asked to have it by" if self.now < request.deadline else "asked to have had it by"
            return f"{verb} {self._when(request.deadline)}"
        if item.stage is Stage.PROMISE and request.promise is not None:
            return f"you promised it by {self._when(request.promise.due_at)}"
        if item.stage is Stage.PROMISE_BROKEN and request.promise is not None:
            return f"your promise for {self._when(request.promise.due_at)} has passed"
        return f"told again ({item.number}.)" if item.stage is Stage.REPEAT else ""

    def _outro(self, *, deputy: bool) -> list[str]:
        if deputy:
            return ["Only people whom the owner of the mailbox named are told. inboxwatch"]
        return [
            "'inboxwatch snooze ID WHEN': no reminders until then. 'inboxwatch done ID': answered elsewhere.",
            "'inboxwatch dismiss ID': no reply is needed. 'inboxwatch explain ID': why, and since when.",
        ]

    def _alarm(self, topic: str) -> tuple[str, list[str]]:
        what, _, name = topic.partition(":")
        shown = safe(name)
        if what == CHANNEL:
            error = safe(self.errors.get(name, ""))
            return f"Nothing can be sent through {shown}", [
                f"The channel {shown} refuses what is sent: {error}".rstrip(": ")
            ]
        box = self.boxes.get(name)
        read = self._when(box.last_success) if box and box.last_success else "never"
        error = safe(box.last_error) if box else ""
        silent = "Until it is read again, nobody is reminded of its requests."
        if what == STOPPED:
            return f"The mailbox {shown} needs you", [error, f"It was last read: {read}. {silent}", "inboxwatch doctor"]
        if what == EMPTY:
            return f"The mailbox {shown} looks empty", [safe(words) for words in (box.alarms if box else ())]
        lines = [
            f"The mailbox {shown} was last read: {read}. {silent}",
            *([error] if error else []),
            "inboxwatch doctor",
        ]
        return f"The mailbox {shown} is not being read", lines

    def _when(self, at: dt.datetime) -> str:
        return instant(at, self.now, self.zone)


def _letter(notice: Notice, title: str, lines: Sequence[str]) -> Letter:
    text = "\n".join(lines).strip() + "\n"
    short = title if len(title) <= LONG else title[: LONG - 1] + "…"
    return Letter(notice.key, short, text, html_of(text), notice.to)


def html_of(text: str) -> str:
    """The same text as HTML without any markup of its own: nothing a stranger wrote can become a tag or a link."""
    style = "font-family:inherit;white-space:pre-wrap"
    return f'<!DOCTYPE html><html><body><pre style="{style}">{escape(text)}</pre></body></html>'
