"""An owner with habits of their own, as an mbox: who never answers polls, and always a person's build failures.

`write(folder, seed=…)` makes a mailbox of half a year with its Sent mail and a configuration that reads it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path

ADA = "Ada Lovelace <ada@corp.example>"
PEOPLE = ("Bo Jansen <bo@corp.example>", "Carol Weiss <carol@corp.example>", "Dan Okoro <dan@corp.example>")
SOCIAL = "Eve Marsh <eve@corp.example>"
"""Who sends the polls and the broadcasts."""
ALL = ", ".join([ADA, *PEOPLE, *(f"colleague{number}@corp.example" for number in range(20))])
START = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 7, 20, 9, 0, tzinfo=dt.UTC)

POLLS = (
    (
        "Poll: {a} or {b}?",
        "Hi all,\n\nwhich would you prefer for the summer party, {a} or {b}? Please vote by Friday.\n",
    ),
    ("Quick poll", "Dear all,\n\ncould everybody please vote: {a} or {b}? What do you think?\n"),
    ("Survey about the {a}", "Hello everyone,\n\nhow happy are you with the {a}? Please fill in the survey.\n"),
)
BUILDS = (
    ("Build {n} failed", "Ada,\n\nthe nightly build {n} failed again, the tests of the {a} module are red.\n\n{who}\n"),
    ("The build is broken", "Hi,\n\nbuild {n} is broken since your change to the {a} module.\n\n{who}\n"),
    (
        "Red again: {n}",
        "Ada,\n\nthe build failed on {a}. I see the error in step {m}, the tests do not compile.\n\n{who}\n",
    ),
)
QUESTIONS = (
    ("The {a} figures", "Hi Ada,\n\ncould you send me the figures of the {a} for {n}?\n\n{who}\n"),
    ("Meeting about the {a}", "Hi Ada,\n\ncan we meet on Tuesday about the {a}?\n\nBest,\n{who}\n"),
    ("Your view of the {b}", "Hi Ada,\n\nwhat is your view of the {b}? Please let me know.\n\n{who}\n"),
)
NEWS = (
    ("Minutes", "Hi Ada,\n\nattached are the minutes of the {a} meeting, for your information.\n\n{who}\n"),
    ("The {b} is done", "Hi,\n\nthe {b} was delivered this morning.\n\n{who}\n"),
    ("Thanks", "Thanks for the {a}, Ada!\n\n{who}\n"),
)
THINGS = ("printer", "garden", "canteen", "parser", "contract", "budget", "library", "reactor", "harbour", "museum")
SHARES = (("poll", 0.25), ("build", 0.25), ("question", 0.25), ("news", 0.25))
KINDS = {"poll": POLLS, "build": BUILDS, "question": QUESTIONS, "news": NEWS}
ANSWERS = {"poll": 0.02, "build": 0.97, "question": 0.95, "news": 0.04}
"""How often the owner answers each kind."""


@dataclass(frozen=True)
class Letter:
    """One message of the mailbox."""

    kind: str
    identity: str
    raw: bytes
    at: dt.datetime
    answered: bool


def letters(count: int, seed: int = 5) -> Iterator[Letter]:
    """Yield messages to the owner, spread over half a year."""
    chance = random.Random(seed)
    for number in range(count):
        at = START + dt.timedelta(minutes=number * (180 * 24 * 60 // count) + chance.randint(0, 90))
        kind = chance.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
        sender = SOCIAL if kind == "poll" else chance.choice(PEOPLE)
        one, other = chance.sample(THINGS, 2)
        words = {"a": one, "b": other, "n": 4000 + number, "m": number % 7, "who": sender.split()[0]}
        subject, text = (part.format(**words) for part in chance.choice(KINDS[kind]))
        identity = f"<{seed}.{number}@corp.example>"
        raw = _raw(sender, ALL if kind == "poll" else ADA, f"{subject} ({number})", text, at, identity)
        yield Letter(kind, identity, raw, at, chance.random() < ANSWERS[kind])


def _raw(sender: str, to: str, subject: str, text: str, at: dt.datetime, identity: str, reply: str = "") -> bytes:
    head = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {format_datetime(at)}"]
    head += [f"Message-ID: {identity}"] + ([f"In-Reply-To: {reply}", f"References: {reply}"] if reply else [])
    head += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    return ("\n".join(head) + "\n\n" + text).encode()


def write(folder: Path, count: int = 400, seed: int = 5) -> list[Letter]:
    """Write `mail.mbox` with all messages and the owner's answers, and `config.toml` that reads it."""
    made = list(letters(count, seed))
    with (folder / "mail.mbox").open("wb") as box:
        for letter in made:
            box.write(_boxed(letter.raw, letter.at))
            if letter.answered:
                at = letter.at + dt.timedelta(hours=2)
                header = letter.raw.decode().splitlines()
                sender, subject = header[0].removeprefix("From: "), header[2].removeprefix("Subject: ")
                text = "Done, it is on its way.\n\nAda\n"
                identity = letter.identity.replace("<", "<re.")
                box.write(_boxed(_raw(ADA, sender, f"Re: {subject}", text, at, identity, letter.identity), at))
    (folder / "config.toml").write_text(CONFIG.format(folder=folder))
    return made


def _boxed(raw: bytes, at: dt.datetime) -> bytes:
    return f"From x {at:%a %b %e %H:%M:%S %Y}\n".encode() + raw + b"\n"


CONFIG = """\
[me]
name = "Ada Lovelace"
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "UTC"
[[mailbox]]
name = "work"
connector = "files"
path = '{folder}/mail.mbox'
since = "400d"
[store]
url = 'sqlite:///{folder}/store.db'
"""
