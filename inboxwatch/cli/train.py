"""`train`: the classifier adapts to its owner, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError, Exit, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.watch.train import Training

_OUTCOMES = {
    "too-little-history": "There is too little history to learn from, so nothing was changed.",
    "not-better": "The adapted classifier is not clearly better than the shipped one, so nothing was changed.",
    "unchanged": "Nothing new was learnt: what is in use stays.",
    "would-be-kept": "The adapted classifier is better; without --dry-run it would be used from now on.",
    "kept": "The adapted classifier is better and is used from now on. 'inboxwatch train --undo' takes it back.",
}


@click.command(
    "train",
    epilog="""\b
Examples:
  inboxwatch train --dry-run    # what would come of it
  inboxwatch train
  inboxwatch train --show
  inboxwatch train --undo
""",
)
@click.option("--dry-run", is_flag=True, help="Only show what would come of it.")
@click.option("--show", "action", flag_value="show", help="Show what was learnt and is in use.")
@click.option("--undo", "action", flag_value="undo", help="Go back to what was in use before the last training.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def train_command(ctx: click.Context, dry_run: bool, action: str | None, as_json: bool) -> None:
    """Adapt the classifier to your own history: what you answered, what you never did, what you dismissed or marked.

    The mail is read again from the mailboxes; only numbers are kept, in the store, and nothing leaves this machine. The
    latest quarter is held back to compare before and after; the adapted classifier is kept only if it is better.
    """
    run: Run = ctx.obj
    if dry_run and action:
        raise UsageError(f"--dry-run and --{action} do not go together.", "Use one of them.")
    if action == "show":
        _show(run, as_json=as_json)
        return
    if not run.settings.mailbox:
        raise ConfigurationError("No mailbox is configured.", "Add a [[mailbox]] table, see config.example.toml.")
    found = _undo(run, as_json=as_json) if action else _train(run, dry_run=dry_run, as_json=as_json)
    if any(each.error for each in found.mailboxes):
        ctx.exit(Exit.MAILBOX)


def _train(run: Run, *, dry_run: bool, as_json: bool) -> Training:
    from inboxwatch.cli.progress import reading
    from inboxwatch.views import training
    from inboxwatch.watch.train import train

    with run.open_store() as store, reading(run) as progress:
        found = train(run.settings, store, run.now, progress, dry_run=dry_run)
    outcome = _outcome(found, dry_run=dry_run)
    if as_json:
        run.json(_json(found, outcome))
        return found
    run.say(training.sentence({str(habit): count for habit, count in found.examples.items()}, found.gone))
    if found.lesson is not None:
        run.show(*training.comparison(found.lesson, run.calendar.zone))
    run.say(_said(found, outcome))
    _tell_again(run, found)
    return found


def _outcome(found: Training, *, dry_run: bool) -> str:
    if found.lesson is None or found.lesson.too_few:
        return "too-little-history"
    if found.lesson.weights is None:
        return "not-better"
    if found.unchanged:
        return "unchanged"
    return "would-be-kept" if dry_run else "kept"


def _said(found: Training, outcome: str) -> str:
    from inboxwatch.classifier.learn import FEWEST, FEWEST_HELD

    lesson = found.lesson
    if outcome == "too-little-history":
        needed = FEWEST + FEWEST_HELD
        return f"{_OUTCOMES[outcome]} About {needed} answered and {needed} unanswered or dismissed messages are needed."
    sure = f" It was better in {lesson.share:.0%} of resamples." if lesson is not None else ""
    return f"{'✓ ' if outcome == 'kept' else ''}{_OUTCOMES[outcome]}{sure}"


def _tell_again(run: Run, found: Training) -> None:
    """What was judged again and what is left."""
    from inboxwatch.views.words import plural

    for each in found.mailboxes:
        if each.error is not None:
            run.say(f"! {each.name}: {each.error}")
        elif each.again or each.left:
            left = f"; {each.left:,} are left for the next passes ('inboxwatch rebuild --read' reads them now)"
            run.say(f"✓ {each.name}: {plural(each.again, 'message')} judged again{left if each.left else ''}.")
        for notice in each.notices:
            run.say(f"  {notice}")


def _json(found: Training, outcome: str) -> dict[str, object]:
    from inboxwatch.views import training

    mailboxes = [
        {
            "name": each.name,
            "judged_again": each.again,
            "left": each.left,
            "error": str(each.error) if each.error else None,
            "notices": list(each.notices),
        }
        for each in found.mailboxes
    ]
    return {
        "outcome": outcome,
        "examples": {str(habit): count for habit, count in found.examples.items()},
        "gone": found.gone,
        **training.lesson_json(found.lesson),
        "kept": found.kept,
        "model": training.model_json(found.model),
        "mailboxes": mailboxes,
    }


def _undo(run: Run, *, as_json: bool) -> Training:
    from inboxwatch.cli.progress import reading
    from inboxwatch.watch.train import undo

    with run.open_store() as store, reading(run) as progress:
        found = undo(run.settings, store, run.now, progress)
    if found is None:
        raise UsageError("Nothing was learnt, so there is nothing to undo.", "'inboxwatch train' learns.")
    if as_json:
        run.json(_json(found, "undone"))
        return found
    back = "The shipped classifier judges alone again." if found.model is None else "What was learnt before it is used."
    run.say(f"Taken back. {back}")
    _tell_again(run, found)
    return found


def _show(run: Run, *, as_json: bool) -> None:
    from inboxwatch.classifier import personal
    from inboxwatch.store.state import PERSONAL
    from inboxwatch.views import training

    with run.open_store() as store:
        found, notice = personal.current(store.meta(PERSONAL))
    if as_json:
        run.json({"model": training.model_json(found), "notice": notice or None})
        return
    if notice:
        run.say(f"Note: {notice}")
    if found is not None:
        run.show(*training.learnt(found, run.calendar.zone))
    elif not notice:
        run.say("Nothing was learnt yet: the shipped classifier judges alone. 'inboxwatch train' learns.")
