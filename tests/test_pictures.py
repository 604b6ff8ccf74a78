"""The pictures of the documentation: real screens of the demo, and nothing in them that is loaded from elsewhere."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.test_readme import demo

PICTURES = sorted((Path(__file__).resolve().parent.parent / "docs" / "pictures").glob("*.svg"))


def words(picture: Path) -> str:
    """What a picture says."""
    return html.unescape(re.sub(r"<[^>]+>", "", picture.read_text(encoding="utf-8"))).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
def test_nothing_is_loaded_from_elsewhere(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert not re.search(r"<script|<image|<use|<foreignObject|@import|@font-face|href=|\bon\w+=", text)
    assert not re.search(r"url\((?!#)", text)


def test_they_show_what_the_demo_prints() -> None:
    """`python bench/pictures.py` draws them anew."""
    printed = demo()
    now = words(next(each for each in PICTURES if each.name == "now.svg"))
    report = words(next(each for each in PICTURES if each.name == "report.svg"))
    opened, overdue = re.findall(r"(\d+) colleague requests open, (\d+) overdue", printed)[0]
    assert f"{opened} open" in now and f"! {overdue} overdue" in now
    late = re.findall(r"! [0-9 hmin]+ late", printed.partition("Mailbox")[0])
    assert late and all(each in now for each in late)
    sentence = next(line for line in printed.splitlines() if "were acknowledged within the target" in line)
    assert sentence.strip() in report
