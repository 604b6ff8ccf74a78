"""Notices in words: what is said to whom, and what a stranger's text may not do (T4, T6, T7, T22)."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from inboxwatch.notices import Notice, NoticeItem, NoticeKind, Stage
from inboxwatch.ports import Letter
from inboxwatch.views.letters import LONG, MOST, Writer, html_of
from tests.notice_data import BERLIN, Box, assessed, at, promised, request

NOW = at("2 14:30")
HOSTILE = (
    "\x1b]0;owned\x07 \x1b[31m",
    "a\r\nBcc: eve@evil.example\r\n\r\nbody",
    "line\u2028break\x85\x0b\x0c",
    "\u202egnp.exe \u200b\u2066",
    "<script>alert(1)</script><img src=//evil.example/x>",
    "<!channel> @everyone [link](https://evil.example) *bold*",
    "\x00\x7f\ud800",
    "x" * 100_000,
)


def writer(*requests: object, **more: object) -> Writer:
    """A writer that knows these requests."""
    known = {each.id: assessed(each, NOW) for each in requests}  # type: ignore[attr-defined]
    return Writer(NOW, BERLIN, known, **{"owner": "Ada Lovelace", **more})  # type: ignore[arg-type]


def notice(*items: NoticeItem, kind: NoticeKind = NoticeKind.REMINDER, to: str = "", topic: str = "") -> Notice:
    """A notice."""
    return Notice("0" * 32, kind, "mail", items, NOW, to, topic)


def write(made: Writer, one: Notice) -> Letter:
    """Write all of it."""
    return made.write(one, one.items)


def test_it_says_who_since_when_until_when_and_what_to_type() -> None:
    made = writer(request("aaaaaaaa", chasers=2), name=lambda _: "Bo Diddley")
    letter = write(made, notice(NoticeItem("aaaaaaaa", Stage.BREACH)))
    assert letter.title == "Bo Diddley waits for you: 30 min of working time late"
    for words in (
        "* Bo Diddley <bo@corp.example>, Sales",
        "The figures",
        "since today 10:00",
        "asked again 2 times",
        "inboxwatch ack aaaaaaaa",
        "inboxwatch snooze ID WHEN",
    ):
        assert words in letter.text
    assert letter.key == "0" * 32 and letter.to == ""


def test_subjects_only_where_they_are_wanted() -> None:
    made = writer(request("aaaaaaaa", subject="Secret merger"))
    one = notice(NoticeItem("aaaaaaaa", Stage.BREACH))
    assert "Secret merger" in write(made, one).text
    silent = write(replace(made, subjects=False), one)
    assert "merger" not in silent.title + silent.text + silent.html
    assert "merger" not in write(made, one).title, "a title is what lock screens show"


def test_several_in_one_letter_and_the_rest_counted() -> None:
    many = [request(f"r{n:07}") for n in range(MOST + 5)]
    letter = write(writer(*many), notice(*(NoticeItem(each.id, Stage.BREACH) for each in many), kind=NoticeKind.DIGEST))
    assert f"{MOST + 5} requests waiting" in letter.title
    assert letter.text.count("\n* ") == MOST
    assert "… and 5 more" in letter.text


def test_one_request_at_two_stages_is_one_story() -> None:
    asked = request("aaaaaaaa", deadline=at("2 13:00"))
    letter = write(writer(asked), notice(NoticeItem("aaaaaaaa", Stage.BREACH), NoticeItem("aaaaaaaa", Stage.DEADLINE)))
    assert letter.text.count("* bo@corp.example") == 1
    assert "asked to have had it by today 13:00" in letter.text


def test_promises_and_repetitions_are_named() -> None:
    made = writer(promised("2 15:00"), request("bbbbbbbb"))
    text = write(made, notice(NoticeItem("aaaaaaaa", Stage.PROMISE), NoticeItem("bbbbbbbb", Stage.REPEAT, 3))).text
    assert "you promised it by today 15:00" in text
    assert "told again (3.)" in text
    assert "inboxwatch explain aaaaaaaa" in text, "there is nothing to acknowledge any more"
    broken = write(writer(promised("2 14:00")), notice(NoticeItem("aaaaaaaa", Stage.PROMISE_BROKEN))).text
    assert "your promise for today 14:00 has passed" in broken


def test_a_deputy_learns_whose_it_is_and_gets_no_commands() -> None:
    one = notice(NoticeItem("aaaaaaaa", Stage.ESCALATION), to="bo@corp.example")
    letter = write(writer(request("aaaaaaaa")), one)
    assert letter.to == "bo@corp.example"
    assert "Ada Lovelace" in letter.title and "named you as deputy" in letter.text
    assert "inboxwatch ack" not in letter.text and "dismiss" not in letter.text


def test_alarms_say_what_and_since_when() -> None:
    box = Box(last_success=at("2 10:20"), last_error="The server hung up.", alarms=("It looks empty.",))
    made = writer(boxes={"work": box}, errors={"chat": "401 Unauthorised"})
    titles = {
        topic: write(made, notice(kind=NoticeKind.ALARM, topic=topic))
        for topic in ("stopped:work", "unread:work", "empty:work", "channel:chat", "unread:gone")
    }
    assert "today 10:20" in titles["unread:work"].text and "The server hung up." in titles["unread:work"].text
    assert "nobody is reminded" in titles["stopped:work"].text
    assert "It looks empty." in titles["empty:work"].text
    assert "401 Unauthorised" in titles["channel:chat"].text
    assert "never" in titles["unread:gone"].text
    assert len({letter.title for letter in titles.values()}) == 5


class Tags(HTMLParser):
    """Collects tags and their attributes."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_a_stranger_wrote_gets_through(text: str) -> None:
    """T4, T6, T7, T22: in every field; one line of title, no control or hidden character, no tag of theirs."""
    asked = request("aaaaaaaa", subject=text, department=text, sender=f"{text}@corp.example", deadline=at("2 13:00"))
    box = Box(last_error=text, alarms=(text,))
    made = writer(asked, name=lambda _: text, boxes={text: box}, errors={text: text}, owner=text)
    item = NoticeItem("aaaaaaaa", Stage.DEADLINE)
    notices = [
        notice(item),
        notice(item, to="bo@corp.example"),
        *(notice(kind=NoticeKind.ALARM, topic=f"{what}:{text}") for what in ("stopped", "unread", "empty", "channel")),
    ]
    for one in notices:
        letter = write(made, one)
        assert len(letter.title) <= LONG
        assert letter.title.isprintable()
        assert all(char == "\n" or char.isprintable() for char in letter.text)
        letter.text.encode()
        tags = Tags()
        tags.feed(letter.html)
        assert tags.found == [("html", ()), ("body", ()), ("pre", ("style",))]
        lines = [line for line in letter.text.splitlines() if line.startswith(("Bcc:", "body"))]
        assert lines == []


def test_the_html_says_the_same() -> None:
    shown: list[str] = []

    class Text(HTMLParser):
        def handle_data(self, data: str) -> None:
            shown.append(data)

    Text().feed(html_of("a < b & c > d\n\"e\" 'f'\n"))
    assert "".join(shown) == "a < b & c > d\n\"e\" 'f'\n"
