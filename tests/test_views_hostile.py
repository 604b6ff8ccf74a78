"""T1, T2, T3: every view on a pseudo-terminal with hostile text in every field that a stranger can write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from inboxwatch.classifier.measure import Mistake
from inboxwatch.model import Message, Step, Verdict
from inboxwatch.store.state import Waiting
from inboxwatch.views import checks, evaluation, requests, status, story, verdicts
from inboxwatch.views.table import Frame
from inboxwatch.views.text import safe
from tests.screens import NOW, SGR, UTC, answered, foreign, on_terminal, request

PAYLOADS = {
    "clear": "Plan\x1b[2J\x1b[H",
    "sgr": "\x1b[8mhidden\x1b[0m",
    "up": "Bill\x1b[1A\x1b[2Knone waits",
    "report": "\x1b[6n\x1b[c",
    "title": "\x1b]0;owned\x07x",
    "link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;aGk=\x1b\\",
    "dcs": "\x1bPq",
    "apc": "\x1b_x\x1b\\",
    "c1-csi": "\x9b2J",
    "c1-osc": "\x9d52;c;aGk=\x9c",
    "shift": "\x1b(0lqk\x0e\x0f",
    "bs-nul-del": "pay\x08\x08ok\x00\x7f",
    "cr": "evil\rsafe",
    "nel": "a\x85b\u2028c",
    "rlo": "invoice\u202efdp.exe",
    "isolate": "\u2067moc.live@a\u2069",
    "unbalanced": "abc \u202e def",
    "zwsp": "bo\u200bss",
    "tags": "ok\U000e0069\U000e0067",
    "selectors": "a" + "\ufe0f" * 60,
    "zalgo": "a" + "\u0301" * 100,
    "wide": "漢" * 120,
    "long": "A" * 5000,
    "surrogate": "x\udce9",
    "bold": "[bold]x",
    "close": "[/b] plan",
    "closer": "[/]",
    "todo": "[TODO] Q3 plan",
    "href": "[link=https://evil.example]x[/link]",
    "click": "[@click=app.quit]x[/]",
    "nested": "[a[b]c] \\[bold] x[ y] [[z]]",
    "smile": ":smile: **b** `c`",
}

View = Callable[[str], list[RenderableType]]


def _frame(text: str, width: int = 80) -> Frame:
    return Frame(NOW, UTC, width, name=lambda _: text)


def _status(text: str) -> list[RenderableType]:
    items = [request(subject=text, department=text), answered(subject=text)]
    health = [_Health(text, NOW, text, (text,)), _Health("fine", NOW, "", (text,))]
    return status.screen(Waiting(1, 1, tuple(items[:1]), items[0]), health, [text], frame=_frame(text))


def _table(width: int) -> View:
    def draw(text: str) -> list[RenderableType]:
        items = [request(subject=text, reasons=(text,), department=text), answered(subject=text)]
        return [requests.table(items, frame=_frame(text, width))]

    return draw


def _quoted(text: str) -> list[RenderableType]:
    """The table of a scan, whose reasons quote the mail."""
    items = [request(subject="plain", reasons=("question",))]
    return [requests.table(items, frame=_frame("Bo", 120), quotes={items[0].id: {"question": text}})]


def _story(text: str) -> list[RenderableType]:
    steps = [Step("asks-this-mailbox", NOW, text, text, text), Step(text, NOW)]
    item = request(subject=text, department=text, message_id=text, target_rule=text, handed_over_to=text)
    account = story.Account(item, _message(text), reasons=[text], steps=steps, notices=[text], text=text, calendar=text)
    return story.lines(account, now=NOW, zone=UTC)


def _refusal(text: str) -> list[RenderableType]:
    account = story.Account(None, _message(text), reasons=[text], refusal="needs-no-reply", text=text)
    return story.lines(account, now=NOW, zone=UTC)


def _checks(text: str) -> list[RenderableType]:
    return checks.lines([checks.Check(text, text, "failed", text, text)])


def _verdicts(text: str) -> list[RenderableType]:
    each = {
        "path": text,
        "message_id": text,
        "automatic": False,
        "automatic_kind": None,
        "needs_reply": True,
        "score": 0.9,
        "threshold": 0.5,
        "kind": "question",
        "reasons": [text],
        "deadline": None,
        "text": text,
    }
    mistake = Mistake(text, needs_reply=True, score=0.1, reasons=(text,), subject=text)
    return [verdicts.table([each]), *verdicts.one(each), *evaluation.mistakes([mistake])]


def _promises(text: str) -> list[RenderableType]:
    return [status.promises([answered(subject=text, sender=text)], frame=_frame(text))]


VIEWS = {
    "status": _status,
    "requests-80": _table(80),
    "requests-200": _table(200),
    "quoted": _quoted,
    "story": _story,
    "refusal": _refusal,
    "checks": _checks,
    "verdicts": _verdicts,
    "promises": _promises,
}


class _Health:
    def __init__(self, name: str, last_success: dt.datetime, last_error: str, notices: tuple[str, ...]) -> None:
        self.name = name
        self.last_success = last_success
        self.last_error = last_error
        self.notices = notices


def _message(text: str) -> Message:
    return Message(
        mailbox="work",
        key="k1",
        message_id=text,
        in_reply_to=(),
        references=(),
        sender="carol@corp.example",
        sender_name=text,
        sender_header="",
        reply_to=(),
        to=("ada@corp.example",),
        cc=(),
        bcc=(),
        subject=text,
        subject_key="",
        subject_words=1,
        forward_subject=False,
        received_at=NOW,
        sent_at=NOW,
        in_sent=False,
        authentication=(),
        verdict=Verdict("t"),
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_t1_t3_no_foreign_byte_and_no_foreign_style_reaches_the_terminal(payload: str, view: str) -> None:
    width = 200 if view.endswith("200") else 80
    screen = on_terminal(lambda _: VIEWS[view](PAYLOADS[payload]), width=width)
    neutral = on_terminal(lambda _: VIEWS[view]("x"), width=width)
    assert foreign(screen) == []
    assert set(SGR.findall(screen)) <= set(SGR.findall(neutral)), "mail text brought its own colours"
    assert "\x1b]" not in screen


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_t2_every_row_of_the_table_is_one_line_of_the_right_width(payload: str, width: int) -> None:
    screen = on_terminal(lambda _: _table(width)(PAYLOADS[payload]), width=width, colour=False)
    lines = screen.rstrip("\r\n").split("\r\n")
    assert len(lines) == 4
    assert {cell_len(line) for line in lines} == {width}


@pytest.mark.parametrize("payload", ["bold", "close", "closer", "todo", "href", "click", "nested", "smile"])
def test_t3_markup_is_shown_letter_by_letter(payload: str) -> None:
    text = PAYLOADS[payload]
    screen = on_terminal(lambda _: _table(200)(text), width=200, colour=False)
    assert screen.count(safe(text)) >= 2


def test_the_next_column_follows_right_to_left_text_and_bidi_controls_unharmed() -> None:
    screen = on_terminal(lambda _: _table(200)("\u202eתקציב רבעון"), width=200, colour=False)
    assert "תקציב רבעון" in screen
    assert "\u202e" not in screen
