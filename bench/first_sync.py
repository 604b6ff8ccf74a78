"""How soon a mailbox that was never read is read, judged, tracked and stored: inboxwatch against the usual tools.

All cases are whole processes on the same private Dovecot, run in turn, each from nothing:

    floor           a raw socket that asks for the same items and throws them away
    inboxwatch      `inboxwatch sync`
    mbsync + mu     mbsync (FSync off), then `mu index`
    mbsync + notmuch    mbsync (FSync off), then `notmuch new`

Then what goes over the wire with nothing new, and with ten new messages.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from box import FOLDERS, NOW, Box, arguments, box
from measure import COMMAND, Case, Sample, interleaved, median, ratio, run, table, together
from wire import CountingProxy

from inboxwatch.demo.load import fresh

HERE = Path(__file__).resolve().parent


def cases(it: Box) -> list[Case]:
    """What is compared, as far as it is installed; says aloud what is not."""
    config, store = it.configure()
    mbsync, notmuch = it.peers()
    floor = [sys.executable, str(HERE / "floor.py"), str(it.server.port), it.user, it.password, *FOLDERS]
    sync = Case(
        "inboxwatch",
        [*COMMAND, "sync"],
        lambda: shutil.rmtree(store.parent, ignore_errors=True),
        it.environment(config),
    )
    found = [Case("floor", floor), sync]
    mu, home = f"mu {{}} --quiet --muhome={it.folder}/mu", it.folder / "mail"

    def mu_init() -> None:
        it.clear()
        subprocess.run([*mu.format("init").split(), f"--maildir={home}"], check=True, capture_output=True)

    wanted = (
        ("mbsync + mu", "mu", f"mbsync -q -c {mbsync} -a && {mu.format('index')}", mu_init),
        (
            "mbsync + notmuch",
            "notmuch",
            f"mbsync -q -c {mbsync} -a && notmuch --config={notmuch} new --quiet",
            it.clear,
        ),
    )
    for name, program, command, prepare in wanted:
        if shutil.which("mbsync") and shutil.which(program):
            found.append(Case(name, ["sh", "-c", command], prepare))
        else:
            print(f"NOT MEASURED: {name}; install isync and {program} (Debian: isync, maildir-utils, notmuch)")
    return found


def compare(it: Box, options: argparse.Namespace) -> dict[str, list[Sample]]:
    """Run the cases and print them."""
    samples = interleaved(cases(it), options.rounds)
    ours = samples["inboxwatch"]
    rows = [
        (
            name,
            f"{median(them):.2f}",
            f"{it.messages / median(them):,.0f}",
            f"{median(them, 'cpu'):.2f}",
            f"{median(them, 'rss'):.0f}",
            f"{ratio(them, ours):.2f}",
        )
        for name, them in samples.items()
    ]
    print(f"First sync of {it.messages:,} messages (INBOX and Sent), medians of {options.rounds} runs in turn\n")
    table(("case", "s", "messages/s", "CPU s", "peak MB", "x inboxwatch"), rows)
    return samples


def steady(it: Box) -> list[tuple[str, int, int]]:
    """Bytes and round trips of a pass with nothing new and with ten new messages, through a counting proxy."""
    found = []
    with CountingProxy(it.server.port) as proxy:
        config, _ = it.configure(proxy.port)
        sync = Case("steady", [*COMMAND, "sync"], environment=it.environment(config))
        run(sync)
        for name, new in (
            ("first pass after the first sync", 0),
            ("nothing new", 0),
            ("ten new", 10),
            ("nothing new again", 0),
        ):
            if new:
                it.server.append("alice", "INBOX", fresh(new, 99, NOW), when=NOW)
            proxy.reset()
            sample = run(sync)
            found.append((name, proxy.count.up + proxy.count.down, proxy.count.turns, f"{sample.wall:.2f}"))
    table(("pass", "bytes", "round trips", "s"), found)
    return [row[:3] for row in found]


def main() -> None:
    """Compare, then look at the wire."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--memory", action="store_true", help="run inboxwatch once more and look at all its processes")
    options = parser.parse_args()
    with box(options) as it:
        samples = compare(it, options)
        steady(it)
        if options.memory:
            case = next(case for case in cases(it) if case.name == "inboxwatch")
            print(f"All processes of inboxwatch together: at most {together(case):.0f} MB\n")
    ours = samples["inboxwatch"]
    said = [f"{ratio(samples['floor'], ours):.2f} of the floor's speed (wanted: 0.12)"]
    for name, wanted in (("mbsync + mu", 3), ("mbsync + notmuch", 8)):
        if name in samples:
            said.append(f"{ratio(samples[name], ours):.1f} times as fast as {name} (wanted: {wanted})")
    print("inboxwatch: " + "; ".join(said))


if __name__ == "__main__":
    main()
