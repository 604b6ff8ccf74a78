"""The clock scenarios of tests/scenarios/, each through the real command (see the README there)."""

from __future__ import annotations

import base64
import datetime as dt
import json
import quopri
import re
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main

FOLDER = Path(__file__).parent / "scenarios"
ZONE = ZoneInfo("Europe/Berlin")
MONDAY = dt.date(2026, 3, 2)
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
REQUEST = "Could you please send me the budget figures?"
ANSWER = "Here they are: 42."
OWN = {"ada@corp.example", "a.lovelace@corp.example"}


def instant(words: str) -> dt.datetime:
    """Read `Tue 16:50`, `Mon+1 09:00` or `2026-03-28 16:00`, with or without seconds, in Europe/Berlin."""
    day, clock = words.split()
    if day[:3] in DAYS:
        weeks = int(day[4:] or 0) if "+" in day else 0
        date = MONDAY + dt.timedelta(days=DAYS.index(day[:3]), weeks=weeks)
    else:
        date = dt.date.fromisoformat(day)
    return dt.datetime.combine(date, dt.time.fromisoformat(clock), ZONE)


def seconds(words: str) -> int:
    """Read `1h30m`, `20m`, `4h0m1s`, `0s`."""
    units = {"h": 3600, "m": 60, "s": 1}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)([hms])", words))


def address(name: str) -> str:
    """Turn a bare name into a colleague's address."""
    return name if "@" in name else f"{name}@corp.example"


def addresses(names: str | list[str]) -> str:
    """Join one or several names for a header."""
    return ", ".join(address(name) for name in ([names] if isinstance(names, str) else names))


def stamp(moment: dt.datetime) -> str:
    """Write a Date header."""
    return moment.strftime("%a, %d %b %Y %H:%M:%S %z")


def invitation(invite: dict[str, Any], organizer: str) -> str:
    """Write the body of an iMIP message with its MIME headers."""
    attendee = invite.get("attendee", "ada@corp.example")
    partstat = invite.get("partstat", "NEEDS-ACTION")
    rsvp = f";RSVP={invite.get('rsvp', 'TRUE')}" if invite["method"] == "REQUEST" else ""
    lines = [
        f"Content-Type: text/calendar; charset=utf-8; method={invite['method']}",
        "",
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//corp//test//EN",
        f"METHOD:{invite['method']}",
        "BEGIN:VEVENT",
        f"UID:{invite['uid']}",
        f"SEQUENCE:{invite.get('sequence', 0)}",
        "DTSTAMP:20260303T090000Z",
        "DTSTART:20260310T090000Z",
        "DTEND:20260310T100000Z",
        f"ORGANIZER:mailto:{organizer}",
        f"ATTENDEE;PARTSTAT={partstat}{rsvp}:mailto:{attendee}",
        "SUMMARY:Planning",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\n".join(lines) + "\n"


def encoded(text: str, subtype: str, encoding: str, charset: str) -> str:
    """Write a body in base64 or quoted-printable with its MIME headers."""
    data = text.encode(charset)
    body = base64.encodebytes(data) if encoding == "base64" else quopri.encodestring(data)
    start = f"Content-Type: text/{subtype}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return f"{start}{body.decode('ascii')}\n"


class Post:
    """One mail of a scenario, ready to be written."""

    def __init__(self, table: dict[str, Any], number: int, earlier: dict[str, Post]) -> None:
        """Fill in what the table leaves out."""
        self.table = table
        self.sender = address(table.get("from", "alice")) if "," not in table.get("from", "") else table["from"]
        self.outbound = self.sender in OWN or "assistant@" in self.sender or "support@" in self.sender
        self.id = table.get("copy", table.get("id", f"m{number}"))
        self.answered = earlier.get(table.get("re", ""))
        self.at = instant(table["at"])
        default = f"Re: {self.answered.subject}" if self.answered else "Budget figures"
        self.subject = table.get("subject", default)

    def to(self) -> str:
        if "to" in self.table:
            return addresses(self.table["to"])
        return self.answered.sender if self.outbound and self.answered else "ada@corp.example"

    def header_lines(self) -> list[str]:
        table = self.table
        lines = []
        received = table.get("received", table["at"])
        if received and not (self.outbound and table.get("sent", True)):
            lines.append(
                f"Received: from client.example by mx.corp.example with ESMTP id 1; {stamp(instant(received))}"
            )
        lines += [f"{name}: {value}" for name, value in table.get("headers", {}).items()]
        lines += table.get("extra", "").splitlines()
        lines += [f"From: {self.sender}", f"To: {self.to()}", f"Subject: {self.subject}"]
        lines += [f"{name.title()}: {addresses(table[name])}" for name in ("cc", "bcc") if name in table]
        lines.append(f"Date: {table.get('date', stamp(self.at))}")
        if self.id:
            lines.append(f"Message-ID: <{self.id}@corp.example>")
        if self.answered:
            lines.append(f"In-Reply-To: <{self.answered.id}@corp.example>")
        if "refs" in table or self.answered:
            names = table.get("refs", []) or [self.answered.id if self.answered else ""]
            lines.append("References: " + " ".join(f"<{name}@corp.example>" for name in names))
        return [*lines, "MIME-Version: 1.0"]

    def body(self) -> str:
        table = self.table
        if "raw" in table:
            return table["raw"].lstrip("\n")
        if "invite" in table:
            return invitation(table["invite"], self.sender if not self.outbound else "alice@corp.example")
        text = table.get("html", table.get("text", ANSWER if self.outbound else REQUEST))
        if "encoding" in table or "html" in table:
            subtype = "html" if "html" in table else "plain"
            return encoded(text, subtype, table.get("encoding", "quoted-printable"), table.get("charset", "utf-8"))
        return f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"

    def eml(self) -> str:
        return "\n".join([*self.header_lines(), self.body()]) + "\n"

    def mbox(self) -> str:
        line = self.at.astimezone(dt.UTC).strftime("From x@corp.example %a %b %e %H:%M:%S %Y")
        return f"{line}\n{self.eml()}"


def write_maildir(folder: Path, posts: list[Post]) -> None:
    """Write a Maildir whose file names tell when each mail was delivered."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, post in enumerate(posts):
        seconds_since_1970 = int(post.at.timestamp())
        (folder / "cur" / f"{seconds_since_1970}.{number}_1.host:2,S").write_text(post.eml(), encoding="utf-8")


def write_box(mail: Path, name: str, posts: list[Post], layout: str) -> None:
    """Write one folder of mails: `mbox`, `maildir` (Maildir++: the inbox is the root) or `eml` files."""
    if layout == "maildir":
        write_maildir(mail if name == "INBOX" else mail / f".{name}", posts)
    elif layout == "eml":
        (mail / name).mkdir()
        for number, post in enumerate(posts):
            (mail / name / f"{number}.eml").write_text(post.eml(), encoding="utf-8")
    else:
        (mail / f"{name}.mbox").write_text("".join(post.mbox() for post in posts), encoding="utf-8")


def write_mail(folder: Path, tables: list[dict[str, Any]], layout: str = "mbox") -> None:
    """Write the scenario's mails into INBOX, Sent and the folders that it names."""
    posts: dict[str, Post] = {}
    boxes: dict[str, list[Post]] = {"INBOX": [], "Sent": []}
    for number, table in enumerate(tables):
        post = Post(table, number, posts)
        posts.setdefault(post.id, post)
        box = table.get("folder", "Sent" if table.get("sent", post.outbound) else "INBOX")
        boxes.setdefault(box, []).append(post)
    mail = folder / "mail"
    mail.mkdir()
    for name, written in boxes.items():
        write_box(mail, name, written, layout)


def write_config(folder: Path, scenario: dict[str, Any]) -> Path:
    """Write the configuration that the scenario asks for."""
    (folder / "people.csv").write_text(scenario.get("people", ""), encoding="utf-8")
    people = 'file = "people.csv"' if "people" in scenario else ""
    hours = "\n".join(f"{day} = {json.dumps(value)}" for day, value in scenario.get("hours", {}).items())
    text = f"""
[me]
name = "Ada Lovelace"
addresses = {json.dumps(scenario.get("owner", sorted(OWN, reverse=True)))}
{scenario.get("me", "")}
[directory]
internal_domains = ["corp.example"]
partners = ["*@vendor.example"]
{people}
[directory.departments]
Finance = ["carol@corp.example"]
[calendar]
timezone = "{scenario.get("zone", "Europe/Berlin")}"
{scenario.get("calendar", "")}
{"[calendar.hours]" if hours else ""}
{hours}
[targets]
acknowledge_within = "4h"
{scenario.get("targets", "")}
{"[figures]" if "external" in scenario else ""}
{"external = true" if "external" in scenario else ""}
"""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def scan(folder: Path, scenario: dict[str, Any]) -> dict[str, Any]:
    """Run the command as a user would."""
    write_mail(folder, scenario["mails"], scenario.get("layout", "mbox"))
    paths = [str(folder / "mail" / name) for name in scenario.get("paths", ["."])]
    config = ["--config", str(write_config(folder, scenario))] if scenario.get("config", True) else []
    now = instant(scenario.get("now", "Mon+1 12:00"))
    owners = scenario.get("scan_me", scenario.get("owner", ["ada@corp.example"])[:1])
    me = [word for owner in owners for word in ("--me", owner)]
    arguments = [*config, "--now", now.isoformat(), "scan", *paths, *me, "--json", *scenario.get("options", [])]
    nowhere = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "INBOXWATCH_CONFIG": None}
    result = CliRunner().invoke(main, arguments, catch_exceptions=False, env=nowhere)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def printed(words: str) -> str:
    """Write an instant as the JSON does."""
    return instant(words).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seen_as(request: dict[str, Any], key: str) -> Any:  # noqa: ANN401 - JSON
    """Return what a request says about one key of an expectation."""
    promise = request["promise"] or {}
    name = {
        "mail": "message_id",
        "ack": "acknowledgement_kind",
        "by": "acknowledged_by",
        "ack_mail": "acknowledgement_message_id",
        "answered": "answered_at",
        "acknowledged": "acknowledged_at",
        "business": "business_seconds",
        "elapsed": "elapsed_seconds",
        "target": "target_seconds",
        "due": "due_at",
        "handed": "handed_over_to",
    }.get(key, key)
    return {"promise": promise.get("state"), "promise_due": promise.get("due_at")}.get(key, request.get(name))


def wanted(key: str, value: Any) -> Any:  # noqa: ANN401 - TOML
    """Translate what an expectation says into what the JSON holds."""
    if key in {"mail", "ack_mail"}:
        return f"<{value}@corp.example>" if value else None
    if key in {"by", "handed", "from"}:
        return address(value) if value else None
    if key in {"due", "deadline", "promise_due", "acknowledged", "answered"}:
        return printed(value) if value else None
    if key in {"business", "elapsed", "target"}:
        return seconds(value)
    return value if value != "" else None


def figure(figures: dict[str, Any], path: str) -> Any:  # noqa: ANN401 - JSON
    """Look up a figure by a dotted path such as `departments.Finance.open`."""
    found: Any = figures
    for name in path.split("."):
        found = found[name]
    return round(found, 6) if isinstance(found, float) else found


def wanted_figure(value: float | str) -> float | None:
    """Translate a figure: a number, a duration in words, or "" for null."""
    if isinstance(value, str):
        return seconds(value) if value else None
    return value


def scenarios() -> list[Any]:
    """Read all tables, named after their file and rule."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
        found += [pytest.param(table, id=f"{path.stem}: {table['name']}") for table in tables]
    return found


def test_there_are_enough() -> None:
    """The clock is promised by at least 350 scenarios, and no two share a name."""
    names = [parameter.id for parameter in scenarios()]
    assert len(names) >= 350
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("scenario", scenarios())
def test_scenario(scenario: dict[str, Any], tmp_path: Path) -> None:
    """What the command prints is what the table says."""
    printed_json = scan(tmp_path, scenario)
    compare(printed_json["requests"], scenario["expect"])
    if "owed" in scenario:
        compare(printed_json["owed"]["requests"], scenario["owed"])
    if "external" in scenario:
        compare(printed_json["external"]["requests"], scenario["external"])
    figures = {path: wanted_figure(value) for path, value in scenario.get("figures", {}).items()}
    assert {path: figure(printed_json["figures"], path) for path in figures} == figures


def compare(requests: list[dict[str, Any]], expect: list[dict[str, Any]]) -> None:
    """Find each expected request, and no other."""
    told = [{key: seen_as(request, key) for key in ("mail", "from", "state")} for request in requests]
    assert len(requests) == len(expect), told
    for expected in expect:
        anchors = {key: wanted(key, expected[key]) for key in ("mail", "from", "subject") if key in expected}
        matching = [
            request for request in requests if all(seen_as(request, key) == value for key, value in anchors.items())
        ]
        assert len(matching) == 1, told
        assert {key: seen_as(matching[0], key) for key in expected} == {
            key: wanted(key, value) for key, value in expected.items()
        }
