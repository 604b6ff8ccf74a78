"""The recorded session is what the program prints: `python bench/recording.py` records it anew."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture(scope="module")
def recording() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recording", ROOT / "bench" / "recording.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_and_the_cast_show_what_the_program_prints(recording: ModuleType) -> None:
    said = list(recording.session())
    found = recording.BLOCK.search(recording.PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == recording.block(said), "run `python bench/recording.py`"
    assert recording.CAST.read_text(encoding="utf-8") == recording.cast(said), "run `python bench/recording.py`"


def test_the_cast_is_asciicast_version_2(recording: ModuleType) -> None:
    """https://docs.asciinema.org/manual/asciicast/v2/: a header, then events in order; the page's text is in it."""
    header, *events = map(json.loads, recording.CAST.read_text(encoding="utf-8").splitlines())
    assert (header["version"], header["width"], header["height"]) == (2, 100, 30)
    times = [event[0] for event in events]
    assert times == sorted(times) and times[-1] < 60
    assert {event[1] for event in events} == {"o"}
    played = recording.plain("".join(event[2] for event in events))
    page = recording.PAGE.read_text(encoding="utf-8")
    for command in re.findall(r"^\$ (.*)$", page, re.MULTILINE):
        assert f"$ {command}" in played
    assert "\x1b[" in recording.CAST.read_text(encoding="utf-8").encode().decode("unicode_escape")
    assert "\x1b" not in page
