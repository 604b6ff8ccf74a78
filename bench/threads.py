"""How often the tracker finds the reply to a message, on real threads whose truth is known.

usage: python bench/threads.py [--data FOLDER] [--verbose]

FOLDER is the `threads` folder of the data set (default ../shared/data/threads beside the checkout); without it the
bench says so and skips. Every true request is asked: which message of the replier's stops its clock? Printed for each
set: pairs, right (the true reply), wrong (another message), missed (none), and how many messages that were never
answered got one nevertheless.
"""

from __future__ import annotations

import argparse
import datetime as dt
import email.utils
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from inboxwatch import classifier, mail
from inboxwatch.business_hours import Calendar
from inboxwatch.conversations import Seen, group, merge_copies
from inboxwatch.model import Mailbox, Message, Owner
from inboxwatch.targets import Targets
from inboxwatch.tracker.ending import Walk
from inboxwatch.tracker.rules import Names, Responder, Rules, responders
from inboxwatch.tracker.view import Context, view_of

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OWN = 20
"""An address that wrote fewer mails of a mailbox's Sent folder is somebody else's stray mail, not an alias."""
COPY_PRINTS = 5
"""Mails with less text than this are not taken for two exports of one."""
LIST = "r-package-devel@r-project.org"


class Everybody:
    """A directory in which everybody is inside."""

    def person(self, address: str) -> str:
        """Each address is a person."""
        return address

    def internal(self, address: str) -> bool:
        """Everybody with an address."""
        return bool(address)

    def department(self, _address: str) -> str:
        """No departments."""
        return "other"


def quoted(sender: str) -> str:
    """Quote a display name: the anonymiser left `@` and commas in bare ones, which a strict reading refuses."""
    name, bracket, address = sender.rpartition("<")
    return f'"{name.strip()}" <{address}' if bracket and name.strip() and '"' not in name else sender


def raw(row: dict[str, Any], *, strip: bool) -> bytes:
    """Write a row as a message, by hand: many addresses of the corpus are broken on purpose."""
    epoch = row.get("epoch_utc", row.get("epoch")) or 0
    lines = [f"Message-ID: {row['message_id']}", f"Date: {email.utils.formatdate(epoch)}"]
    lines.append(f"From: {quoted(row['from'] or 'unknown@example.invalid')}")
    lines += [f"{name.title()}: {', '.join(row[name])}" for name in ("to", "cc") if row.get(name)]
    lines.append(f"Subject: {' '.join((row.get('subject') or '').split())}")
    if not strip and row.get("in_reply_to"):
        lines.append(f"In-Reply-To: {row['in_reply_to']}")
    if not strip and row.get("references"):
        lines.append("References: " + " ".join(row["references"]))
    head = "\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"])
    return f"{head}\n\n{row.get('body') or ''}\n".encode("utf-8", "replace")


def read(path: Path) -> list[dict[str, Any]]:
    """Read one JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load(rows: list[dict[str, Any]], *, strip: bool) -> list[Message]:
    """Parse and classify every row; one Message a row."""
    nobody = Owner(frozenset())
    messages = []
    for row in rows:
        parsed = mail.parse(raw(row, strip=strip), ref=row["id"])
        messages.append(mail.facts(parsed, classifier.classify(parsed, nobody), "bench", NOW))
    return messages


def rules_for(owner: frozenset[str], groups: frozenset[str]) -> Rules:
    """One personal mailbox of `owner`; everybody is inside and everything needs a reply."""
    mailbox = Mailbox("bench", addresses=owner, groups=groups, main=min(owner))
    calendar = Calendar.default(ZoneInfo("UTC"))
    return Rules((mailbox,), Everybody(), calendar, Targets(14400), threshold=0.0)  # type: ignore[arg-type]


class Judge:
    """Finds what stops the clock of one message for one replier."""

    def __init__(self, messages: list[Message], groups: frozenset[str]) -> None:
        """Merge copies once; conversations are grouped for each replier, since aliases are theirs."""
        self.seen = merge_copies(messages)
        self.groups = groups
        self.same: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for message in messages:
            self.same[self.content(message)].append(message.message_id)
        self.by_id = {message.message_id: message for message in messages}
        self.cache: dict[frozenset[str], tuple[Context, dict[str, list[Seen]]]] = {}

    @staticmethod
    def content(message: Message) -> tuple[object, ...]:
        """What two exports of one mail have in common: the corpus holds some twice, hours apart, under two ids."""
        if len(message.verdict.prints) < COPY_PRINTS:
            return (message.message_id,)
        return (message.sender, message.subject_key, message.verdict.prints)

    def copies(self, name: str) -> list[str]:
        """Return the message itself, then its other exports."""
        same = self.same[self.content(self.by_id[name])] if name in self.by_id else []
        return [name, *(other for other in same if other != name)]

    def conversations(self, owner: frozenset[str]) -> tuple[Context, dict[str, list[Seen]]]:
        """Group for one owner; returns the conversation of every Message-ID."""
        if owner not in self.cache:
            rules = rules_for(owner, self.groups)
            who: tuple[Responder, ...] = responders(rules)
            people = Names(rules, who)
            found = group(self.seen, lambda item: item.message.verdict.automatic is None, people, self.groups)
            by_id = {item.message.message_id: members for members in found for item in members}
            self.cache[owner] = (Context(rules, who[0], self.seen, []), by_id)
        return self.cache[owner]

    def reply(self, request_id: str, owner: frozenset[str]) -> str | None:
        """Return the Message-ID of what stops the clock, None if nothing does."""
        context, by_id = self.conversations(owner)
        members = by_id.get(request_id, [])
        view = view_of(members, context)
        request = next((item for item in members if item.message.message_id == request_id), None)
        if view is None or request is None or request.message.sender in owner:
            return None
        view.others = []  # what others answered ends nothing here: the replier's own message is asked for
        stopped = Walk(request, view, context).run().by_item
        return stopped.message.message_id if stopped is not None else None


def judge(
    name: str, judge_: Judge, truth: list[dict[str, Any]], owners: dict[str, frozenset[str]], *, verbose: bool
) -> None:
    """Print one line for a set of pairs; `owners` gives the addresses of whoever wrote a Message-ID."""
    counts: dict[str, int] = defaultdict(int)
    for pair in truth:
        owner = owners.get(pair["reply_message_id"], frozenset({""}))
        asked = judge_.copies(pair["request_message_id"])
        found = next((reply for name in asked if (reply := judge_.reply(name, owner)) is not None), None)
        right = {pair["reply_message_id"], *pair.get("possible_earlier_unquoted_replies", ())}
        kind = "missed" if found is None else "right" if found in right else "wrong"
        counts[kind] += 1
        if verbose and kind != "right":
            request, reply = pair["request_message_id"], pair["reply_message_id"]
            sys.stderr.write(f"{name} {kind}: {request} -> {reply}, not {found}\n")
    n = len(truth)
    share = {kind: f"{counts[kind] / n:.1%}" for kind in ("right", "wrong", "missed")}
    sys.stdout.write(f"{name}: {n} pairs, {counts['right']} right ({share['right']}), ")
    sys.stdout.write(f"{counts['wrong']} wrong ({share['wrong']}), {counts['missed']} missed ({share['missed']})\n")


def judge_silence(name: str, judge_: Judge, rows: list[tuple[str, frozenset[str]]], *, verbose: bool) -> None:
    """Print how many never-answered messages got a reply assigned; `rows` are (Message-ID, owner)."""
    false = [(request, judge_.reply(request, owner)) for request, owner in rows]
    wrong = [pair for pair in false if pair[1] is not None]
    if verbose:
        for request, reply in wrong:
            sys.stderr.write(f"{name} false match: {request} -> {reply}\n")
    share = len(wrong) / len(rows) if rows else 0.0
    sys.stdout.write(f"{name}: {len(rows)} never answered, {len(wrong)} falsely matched ({share:.1%})\n")


def enron(folder: Path, *, verbose: bool) -> None:
    """Judge whole mailboxes without threading headers."""
    rows = {row["id"]: row for path in sorted(folder.glob("messages_*.jsonl")) for row in read(path)}
    messages = load(list(rows.values()), strip=False)
    aliases = json.loads((folder / "owner_aliases.json").read_text(encoding="utf-8"))
    mailboxes = {box: frozenset(name for name in found if found[name] >= OWN) for box, found in aliases.items()}
    of_address = {address: names for names in mailboxes.values() for address in names}
    owners = {m.message_id: of_address.get(m.sender, frozenset({m.sender})) for m in messages}
    judging = Judge(messages, frozenset())
    truth = read(folder / "truth_dev.jsonl")
    for pair in truth:  # an earlier answer without quotes is as right: the clock takes the first
        earlier = pair["possible_earlier_unquoted_replies"]
        pair["possible_earlier_unquoted_replies"] = [rows[name]["message_id"] for name in earlier if name in rows]
    judge("enron, no headers", judging, truth, owners, verbose=verbose)
    silent = [(row["message_id"], mailboxes[row["mailbox"]]) for row in read(folder / "no_reply_dev.jsonl")]
    judge_silence("enron, no headers", judging, silent, verbose=verbose)


def rpkgdevel(folder: Path, *, strip: bool, verbose: bool) -> None:
    """Judge a mailing list, with its threading headers or without."""
    messages = load(read(folder / "messages_dev.jsonl"), strip=strip)
    owners = {message.message_id: frozenset({message.sender}) for message in messages}
    judging = Judge(messages, frozenset({LIST}))
    name = "R list, headers stripped" if strip else "R list, with headers"
    judge(name, judging, read(folder / "truth_dev.jsonl"), owners, verbose=verbose)
    writers = list(owners.values())
    busiest = max(set(writers), key=writers.count)
    silent = [(row["message_id"], busiest) for row in read(folder / "no_reply_dev.jsonl")]
    judge_silence(name, judging, silent, verbose=verbose)


def notmuch(folder: Path, *, strip: bool, verbose: bool) -> None:
    """Judge a second list with full headers."""
    messages = load(read(folder / "messages.jsonl"), strip=strip)
    owners = {message.message_id: frozenset({message.sender}) for message in messages}
    name = "notmuch, headers stripped" if strip else "notmuch, with headers"
    groups = frozenset({"notmuch@notmuchmail.org"})
    judge(name, Judge(messages, groups), read(folder / "truth.jsonl"), owners, verbose=verbose)


def main() -> int:
    """Run every set that is at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).resolve().parents[2] / "shared" / "data" / "threads"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--verbose", action="store_true", help="name every pair that is not right, on stderr")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.stdout.write(f"SKIPPED: no threads at {options.data} (give --data)\n")
        return 0
    start = time.perf_counter()
    enron(options.data / "enron", verbose=options.verbose)
    for strip in (False, True):
        rpkgdevel(options.data / "rpkgdevel", strip=strip, verbose=options.verbose)
        notmuch(options.data / "notmuch", strip=strip, verbose=options.verbose)
    sys.stdout.write(f"{time.perf_counter() - start:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
