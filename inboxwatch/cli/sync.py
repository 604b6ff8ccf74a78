"""`sync` and `rebuild`: bring the store up to date."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.store import Store
    from inboxwatch.watch import MailboxReport, Progress, SyncReport, TrackReport

SAID = "settings-said"
"""Name of the store's note of what `sync` last said about the settings."""


@click.command("sync", epilog="\b\nExample:\n  inboxwatch sync && inboxwatch status\n")
@click.option("--json", "as_json", is_flag=True, help="Print what was read as JSON.")
@click.pass_context
def sync_command(ctx: click.Context, as_json: bool) -> None:
    """Read what is new in all mailboxes, once, and derive requests. Mailboxes are never changed.

    Exits with 4 if a mailbox could not be read; the others were.
    """
    from inboxwatch.cli.progress import reading
    from inboxwatch.watch import plugged, sync
    from inboxwatch.watch.early import Early

    run: Run = ctx.obj
    if not run.settings.mailbox:
        raise ConfigurationError("No mailbox is configured.", "Add a [[mailbox]] table, see config.example.toml.")
    failed = _calendars(run)
    early = Early(run.settings, run.store_url, run.now, plugged(run.settings))
    with early, run.open_store() as store, reading(run) as progress:
        gc.freeze()  # what is loaded by now stays; looking through it again and again is what costs
        report = sync(run.settings, store, run.now, progress, connect=early.connect)
        trouble, tracked = _people(run, store, progress)
        report = replace(report, tracked=tracked or report.tracked)
        news = (*trouble, *_news(run, store))
    if as_json:
        run.json({**_json(report), "notices": [*failed, *news]})
    for words in (*failed, *news):
        run.say(f"Note: {words}")
    for mailbox in report.mailboxes:
        _tell(run, mailbox)
    _tell_tracked(run, report.tracked)
    ctx.exit(report.exit_code)


def _calendars(run: Run) -> list[str]:
    """Fetch the iCal URLs and read the configuration again with them; returns what went wrong, in words."""
    if not any("://" in name for name in run.settings.calendar.ical):
        return []
    failed = run.settings.refresh_calendars()
    run.reload()
    return failed


def _people(run: Run, store: Store, progress: Progress) -> tuple[tuple[str, ...], TrackReport | None]:
    """Ask mail servers for departments when it is time; what went wrong, and what was derived again, if anything."""
    from inboxwatch.watch import track
    from inboxwatch.watch.people import refresh

    looked = refresh(run.settings, store, run.now)
    tracked = track(store, run.settings.rules(), run.now, progress) if looked.changed else None
    return ((looked.trouble,) if looked.trouble else ()), tracked


def _news(run: Run, store: Store) -> tuple[str, ...]:
    """What the settings assume, and what was learnt but cannot be used, unless the last pass has said the same."""
    from inboxwatch.classifier.personal import current
    from inboxwatch.store.state import PERSONAL

    learnt = current(store.meta(PERSONAL))[1]
    notices = (*run.settings.notices, *((learnt,) if learnt else ()))
    said = "\n".join(notices)
    if store.meta(SAID) == said:
        return ()
    store.set_meta(SAID, said)
    return tuple(dict.fromkeys(notices))


def _json(report: SyncReport) -> dict[str, object]:
    boxes = [
        {
            "name": each.name,
            "new": each.new,
            "changed": each.changed,
            "judged_again": each.again,
            "left": each.left,
            "error": str(each.error) if each.error else None,
            "notices": list(each.notices),
        }
        for each in report.mailboxes
    ]
    tracked = {"messages": report.tracked.messages, "requests": report.tracked.requests}
    return {"mailboxes": boxes, "tracked": tracked}


def _tell(run: Run, mailbox: MailboxReport) -> None:
    from inboxwatch.views.words import plural

    if mailbox.error is not None:
        run.say(f"! {mailbox.name}: {mailbox.error}")
    else:
        run.say(f"✓ {mailbox.name}: {plural(mailbox.new, 'new message')}")
    for notice in mailbox.notices:
        run.say(f"  {notice}")
    if mailbox.again or mailbox.left:
        left = f"; {mailbox.left:,} are left for the next passes ('inboxwatch rebuild --read' reads them now)"
        run.say(f"  {_again(mailbox)}{left if mailbox.left else ''}.")


def _again(mailbox: MailboxReport) -> str:
    from inboxwatch.views.words import plural

    return f"{plural(mailbox.again, 'message')} judged again by the new classifier"


def _tell_tracked(run: Run, tracked: TrackReport) -> None:
    if tracked.reason:
        run.say(f"All requests were derived again, because {tracked.reason}.")


@click.command(
    "rebuild",
    epilog="""\b
Examples:
  inboxwatch rebuild
  inboxwatch rebuild --read    # after an update of the classifier
""",
)
@click.option("--read", is_flag=True, help="Also read again, from the mailboxes, what an older classifier judged.")
@click.pass_context
def rebuild_command(ctx: click.Context, read: bool) -> None:
    """Derive every request again from the stored facts. Your decisions stay; nothing is read from the mailboxes."""
    from inboxwatch.cli.progress import reading
    from inboxwatch.errors import Exit
    from inboxwatch.views.words import plural
    from inboxwatch.watch import rebuild, reclassify

    run: Run = ctx.obj
    with run.open_store() as store, reading(run) as progress:
        gc.freeze()
        reports = reclassify(run.settings, store, run.now, progress) if read else ()
        done = rebuild(store, run.rules, run.now, progress)
    for report in reports:
        if report.error or report.again or report.notices:
            _tell_again(run, report)
    run.say(f"✓ {plural(done.requests, 'request')} derived from {plural(done.messages, 'message')}.")
    if any(report.error for report in reports):
        ctx.exit(Exit.MAILBOX)


def _tell_again(run: Run, report: MailboxReport) -> None:
    run.say(f"! {report.name}: {report.error}" if report.error else f"✓ {report.name}: {_again(report)}.")
    for notice in report.notices:
        run.say(f"  {notice}")
