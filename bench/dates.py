"""Compares our reading of dates with dateparser on the date phrases of `tests/dates`: `python -m bench.dates`.

Only the words of the date are given, without the sentence around them; for ours the sentence decides which of its
dates counts, and that is tested by `tests/test_dates_tables.py`. dateparser is not a dependency: without it the bench
says so. Time is process time on this machine; the first calls of dateparser load its languages.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import time
import tomllib
from pathlib import Path

from inboxwatch.classifier.dates import moments
from inboxwatch.classifier.words import normal

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "dates"
LANGUAGES = {"others": ["es", "it", "pt", "nl", "pl"], "fresh": ["en", "de", "fr"]}
SENT = "2026-03-04T09:15:00+01:00"


def ours(phrase: str, now: dt.datetime, *, month_first: bool) -> str:
    """What we read, as the tables write it."""
    found = moments([word for word in normal(phrase) if word != "|"], now, month_first=month_first)
    if not found:
        return ""
    first = found[0]
    return f"{first.day}" + (f" {first.time:%H:%M}" if first.time is not None else "")


def theirs(phrase: str, now: dt.datetime, languages: list[str] | None, *, month_first: bool) -> str:
    """What dateparser reads; its hour only where it is not the hour of `now` or midnight, which it fills in."""
    import dateparser  # type: ignore[import-untyped,unused-ignore]  # no stubs

    settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future"}
    if month_first:
        settings["DATE_ORDER"] = "MDY"
    found = dateparser.parse(phrase, languages=languages, settings=settings)
    return f"{found:%Y-%m-%d %H:%M}" if found is not None else ""


def right(said: str, due: str) -> bool:
    """Whether the day is right, and the hour where one was said."""
    return said.startswith(due)


def main() -> None:
    """Print right answers and cost for each table, and every phrase that one of the two reads wrongly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--wrong", action="store_true", help="list the phrases that one of the two reads wrongly")
    show = parser.parse_args().wrong
    if importlib.util.find_spec("dateparser") is None:
        raise SystemExit("dateparser is not installed: pip install dateparser")
    began = time.process_time()
    import dateparser

    dateparser.parse("tomorrow", languages=["en"])
    print(f"dateparser: {(time.process_time() - began) * 1000:.0f} ms until its first answer")
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = [*table["deadline"], *table["promise"]]
        languages = LANGUAGES.get(path.stem, [path.stem])
        count, spent = [0, 0], [0.0, 0.0]
        for row in rows:
            sent = dt.datetime.fromisoformat(row.get("sent", SENT))
            now, west = sent.replace(tzinfo=None), (sent.utcoffset() or dt.timedelta()) < dt.timedelta()
            started = time.process_time()
            mine = ours(row["phrase"], now, month_first=west)
            middle = time.process_time()
            other = theirs(row["phrase"], now, languages, month_first=west)
            spent[0] += middle - started
            spent[1] += time.process_time() - middle
            verdicts = (right(mine, row["due"]), right(other, row["due"]))
            count[0] += verdicts[0]
            count[1] += verdicts[1]
            if show and not all(verdicts):
                print(f"   {row['phrase']!r}: {row['due']}, ours {mine or 'nothing'}, dateparser {other or 'nothing'}")
        cost = [value / len(rows) * 1e6 for value in spent]
        print(f"{path.stem}: {len(rows)} phrases, right: ours {count[0]} ({cost[0]:.0f} us each), ", end="")
        print(f"dateparser {count[1]} ({cost[1]:.0f} us each)")


if __name__ == "__main__":
    main()
