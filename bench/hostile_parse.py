"""Parse hostile mail: every file of a corpus, and generated bombs. Says the slowest, exceptions and losses.

    python bench/hostile_parse.py [CORPUS]      a folder with index.jsonl; default ../shared/data/hostile

Without a corpus only the bombs run, and it says so. Exit code 1 if anything raises, is lost, or takes over a second
or 100 MB.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import json
import sys
import tarfile
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inboxwatch.mail import _parse, facts
from inboxwatch.mail.build import Place
from inboxwatch.model import Verdict

MOST_SECONDS = 1.0
MOST_BYTES = 100_000_000
END = b"\n\nHello, could you help?\n"
PIECES = (
    ("quotes", b'"\\"'), ("open quotes", b'"\\'), ("brackets", b"<"), ("comments", b"("), ("closed comments", b")"),
    ("at signs", b"@"), ("groups", b"g:"), ("encoded words", b"=?utf-8?b?QQ==?= "), ("half words", b"=?utf-8?q?"),
    ("colons", b":"), ("backslashes", b"\\"), ("angles", b"<a@"), ("white space", b" \t"), ("ids", b"<a@b> "),
    ("open ids", b"<a "), ("semicolons", b"a=b;"), ("equal signs", b"="), ("stars", b"a*0*=x;"), ("re", b"Re: "),
    ("tags", b"[a] "), ("dates", b"1 "), ("non-ASCII", b"\xff\xfe"), ("nul", b"\0"), ("cr", b"\r"),
    ("folds", b"x\n "),
)  # fmt: skip
"""What header values are made of."""
HTML_PIECES = (
    ("open tags", b"<a"), ("deep divs", b"<div>"), ("deep quotes", b"<blockquote>"), ("comments", b"<!--"),
    ("entities", b"&amp;#x26;"), ("styles", b"<style>"), ("closing", b"</p>"), ("attributes", b'<a href="'),
    ("br", b"<br>"), ("cdata", b"<![CDATA["), ("pre", b"<pre>\n"), ("ampersands", b"&"),
)  # fmt: skip
CHARSETS = (b"utf-7", b"idna", b"punycode", b"unicode_escape", b"rot13", b"zlib", b"utf-16", b"hz", b"undefined")


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of generated bombs (R29, T16, T17)."""
    yield from header_bombs()
    yield from part_bombs()
    yield from html_bombs()
    yield from text_bombs()
    yield from charset_bombs()


def header_bombs() -> Iterator[tuple[str, bytes]]:
    """Headers: many addresses, long values of near misses, many lines."""
    many = b", ".join(b"user%d@example.org" % n for n in range(100_000))
    yield "100,000 addresses in To", b"From: a@b.example\nTo: " + many + END
    yield "100,000 addresses in From", b"From: " + many + END
    yield "100,000 semicolons in To", b"From: a@b.example\nTo: " + b";" * 100_000 + END
    for name, piece in PIECES:
        value = piece * (1_000_000 // len(piece))
        for header in (b"From", b"To", b"Subject", b"References", b"Date", b"Content-Type", b"Authentication-Results"):
            yield f"{header.decode()} of 1 MB of {name}", header + b": " + value + END
    yield "10 MB subject", b"From: a@b.example\nSubject: " + b"x" * 10_000_000 + END
    yield "10 MB of headers", b"X-A: b\nReceived: x; y\n" * 450_000 + b"From: a@b.example" + END
    yield "a million header lines without colon", b"abc\n" * 1_000_000 + END


def part_bombs() -> Iterator[tuple[str, bytes]]:
    """MIME parts: many, open, nested, large."""
    head = b"Content-Type: multipart/mixed; boundary=b\n\n"
    yield "10,000 parts", head + b"--b\n\nx\n" * 10_000 + b"--b--\n"
    yield "100,000 open parts", head + b"--b\n" * 100_000
    yield "100,000 near boundaries", head + b"--bb\n" * 100_000
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000))
    yield "10,000 nested multiparts", nested + b"\nx\n"
    yield "20,000 multiparts with one boundary", (head + b"--b\n") * 20_000 + b"\nx\n"
    yield "nested forwards", b"Content-Type: message/rfc822\n\n" * 10_000
    yield "empty boundary", b'Content-Type: multipart/mixed; boundary=""\n\n' + b"--\n" * 100_000
    file = base64.encodebytes(b"\0" * 22_000_000)
    yield (
        "30 MB attachment",
        head + b"--b\n\nhello\n--b\nContent-Transfer-Encoding: base64\n\n" + file + b"--b--\n",
    )
    reports = b"Final-Recipient: rfc822;a@b\nAction: failed\n\n" * 100_000
    yield (
        "report of 5 MB",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
        b"Content-Type: message/delivery-status\n\n" + reports,
    )


def html_bombs() -> Iterator[tuple[str, bytes]]:
    """HTML of 2 MB of one near miss."""
    for name, piece in HTML_PIECES:
        yield f"HTML of {name}", b"Content-Type: text/html\n\n" + piece * (2_000_000 // len(piece))


def text_bombs() -> Iterator[tuple[str, bytes]]:
    """Calendars and plain text."""
    event = b"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\n"
    yield "recurrence without end", event + b"RRULE:FREQ=SECONDLY;COUNT=1000000000\nEND:VEVENT\n"
    yield "100,000 attendees", event + b"ATTENDEE;RSVP=TRUE:mailto:a@b.example\n" * 100_000
    yield "a folded calendar line of 5 MB", event + b"SUMMARY:" + b"x\n " * 1_600_000
    yield "flowed", b"Content-Type: text/plain; format=flowed\n\n" + b"> > x \n" * 300_000
    yield "bounce words", b"From: mailer-daemon@b.example\n\n" + b"delivery temporar message " * 100_000


def charset_bombs() -> Iterator[tuple[str, bytes]]:
    """Charsets that are none, long, or codecs of another kind."""
    yield "charsets", b"Content-Type: text/plain; charset=" + b"x" * 100_000 + END
    for charset in CHARSETS:
        head = b"Subject: =?" + charset + b"?q?+2AA-=80?=\nContent-Type: text/plain; charset=" + charset
        yield f"charset {charset.decode()}", head + b"\n\n+2AA- \\ud800 \x80\xff" + b"-" * 5_000


@contextmanager
def corpus(path: Path) -> Iterator[Path | None]:
    """Give the folder of the corpus, unpacked if it lies there as an archive; None without one."""
    if (path / "index.jsonl").exists() and any(entry.is_dir() for entry in path.iterdir()):
        yield path
    elif (path / "hostile.tar.gz").exists():
        with tempfile.TemporaryDirectory() as place:
            with tarfile.open(path / "hostile.tar.gz") as archive:
                archive.extractall(place, filter="data")
            yield next(index.parent for index in Path(place).rglob("index.jsonl"))
    else:
        yield None


def measure(name: str, raw: bytes, *, memory: bool) -> tuple[float, int, str, str]:
    """Parse one message; return seconds, peak bytes beyond it, its name, and what was raised."""
    raised = ""
    if memory:
        tracemalloc.start()
    begin = time.perf_counter()
    try:
        mail = _parse(raw, Place("x"))
        stored = facts(mail, Verdict("bench"), "box", mail.date or _now())
        repr((mail, stored)).encode()
        for value in (mail.subject, mail.text, mail.message_id, stored.sender, *stored.to):
            value.encode()
    except Exception as error:  # noqa: BLE001 - this is what the bench counts
        raised = repr(error)[:200]
    seconds = time.perf_counter() - begin
    peak = tracemalloc.get_traced_memory()[1] if memory else 0
    tracemalloc.stop()
    return seconds, peak, name, raised


def _now() -> dt.datetime:

    return dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def report(title: str, rows: list[tuple[float, int, str, str]]) -> bool:
    """Print the figures; return whether all is well."""
    rows.sort(reverse=True)
    raised = [row for row in rows if row[3]]
    seconds, _, slowest, _ = rows[0]
    peak = max(row[1] for row in rows)
    print(f"{title}: {len(rows)} parsed, {len(raised)} exceptions, slowest {seconds * 1000:.0f} ms ({slowest})")
    if peak:
        print(f"  most memory {peak / 1e6:.0f} MB ({max(rows, key=lambda row: row[1])[2]})")
    for row in raised[:20]:
        print(f"  raised: {row[2]}: {row[3]}")
    return not raised and seconds <= MOST_SECONDS and peak <= MOST_BYTES


def main() -> int:
    """Run both; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile"
    parser.add_argument("corpus", nargs="?", type=Path, default=default)
    arguments = parser.parse_args()
    measure(*next(bombs()), memory=False)  # imports and caches
    good = report("Bombs, time", [measure(name, raw, memory=False) for name, raw in bombs()])
    good &= report("Bombs, memory", [(0.0, *measure(name, raw, memory=True)[1:]) for name, raw in bombs()])
    with corpus(arguments.corpus) as folder:
        if folder is None:
            print(f"Corpus: SKIPPED, there is none at {arguments.corpus}")
        else:
            index = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
            rows = [measure(row["path"], (folder / row["path"]).read_bytes(), memory=False) for row in index]
            good &= report("Corpus", rows) and len(rows) == len(index)
            print(f"  lost: {len(index) - len(rows)}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
