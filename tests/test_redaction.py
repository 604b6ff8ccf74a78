"""T14, T1: one filter takes secrets and terminal codes out of every log line, whoever wrote it."""

from __future__ import annotations

import base64
import json
import logging
import urllib.parse
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch import redaction
from inboxwatch.cli import logs
from inboxwatch.redaction import PLACE, redact, remember

CANARY = 'Canary-9 "q\\x" %/+=&~~~???>>>z'
"""Whatever comes before it, its base64 has a plus and a slash in the middle."""


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Nothing is known before and after."""
    redaction._known.clear()
    redaction._forms_of_all.cache_clear()
    yield
    redaction._known.clear()
    redaction._forms_of_all.cache_clear()


@given(st.binary(max_size=30), st.binary(max_size=30))
def test_no_form_of_a_secret_is_left(before: bytes, after: bytes) -> None:
    remember(CANARY)
    raw = CANARY.encode()
    middle = base64.b64encode(raw).decode()[4:-8]
    for text in (
        base64.b64encode(before + raw + after).decode(),
        base64.urlsafe_b64encode(before + raw + after).decode(),
        f"{before!r}{CANARY}{after!r}",
        json.dumps({"password": CANARY}),
        repr([CANARY]),
        "https://x/?p=" + urllib.parse.quote_plus(CANARY),
    ):
        clean = redact(text)
        assert PLACE in clean
        assert CANARY not in clean and middle not in clean and urllib.parse.quote_plus(CANARY) not in clean


def test_what_is_no_secret_stays() -> None:
    remember("abc")
    remember(CANARY)
    assert redact("The server said: all is well.") == "The server said: all is well."
    assert redact("abc!") == f"{PLACE}!"


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """The handler that a test sets up goes with it."""
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)


@pytest.mark.parametrize("as_json", [False, True])
def test_every_line_is_clean(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    logs.set_up(2, as_json=as_json)
    remember(CANARY)
    hostile = "subject \x1b]0;evil\x07 \x9b31m \u202e end\nerror: forged line"
    logging.getLogger("some.library").error("LOGIN %s %s", "ada", CANARY)
    logging.getLogger("inboxwatch.watch").info("%s", hostile)
    try:
        int(f"{CANARY} {hostile}")
    except ValueError:
        logging.getLogger("connectors").exception("It broke: %s", hostile)
    text = capsys.readouterr().err
    assert CANARY not in text and json.dumps(CANARY)[1:-1] not in text and text.count(PLACE) >= 2
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert "ValueError: invalid literal" in text
    if as_json:
        read = [json.loads(line) for line in text.splitlines()]
        assert [each["level"] for each in read] == ["error", "info", "error"]
        assert all("\n" not in each["message"] for each in read)
        assert "Traceback" in read[2]["traceback"] and read[0]["logger"] == "some.library"
    else:
        assert text.splitlines()[1].startswith("info: subject")


def test_a_line_that_cannot_be_made_breaks_nothing() -> None:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "%d", ("no number",), None)
    assert logs.Clean().filter(record) is True
    assert record.getMessage() == "(a log line could not be written: TypeError)"


def test_levels(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(0)
    logging.getLogger("inboxwatch.x").info("not said")
    logging.getLogger("imaplib").info("not said")
    logging.getLogger("inboxwatch.x").warning("said")
    logs.set_up(1)
    logging.getLogger("inboxwatch.x").info("said too")
    assert capsys.readouterr().err == "warning: said\ninfo: said too\n"
