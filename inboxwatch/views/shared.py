"""A shared mailbox as its members see it: who did how much, and what nobody is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.figures import TOO_FEW
from inboxwatch.views.data import Json
from inboxwatch.views.table import Column, Frame, grid, note, text
from inboxwatch.views.text import sender
from inboxwatch.views.words import plural, share

if TYPE_CHECKING:
    from rich.console import RenderableType

    from inboxwatch.distribution import Distribution


def spread(found: Distribution, mailbox: str, frame: Frame) -> list[RenderableType]:
    """Members in the order of their addresses; below five acknowledgements no share is told."""
    few = found.acknowledged < TOO_FEW
    rows = [
        [
            sender(frame.name(part.member), part.member),
            f"{part.acknowledged:,}",
            text("too few", "dim") if few or part.share is None else share(part.share),
            f"{part.also_answered:,}" if part.also_answered else "",
            f"{part.taken:,}" if part.taken else "",
        ]
        for part in found.members
    ]
    columns = [
        *(Column("Member", 3), Column("Acknowledged", right=True), Column("Share", right=True)),
        *(Column("Answered again", right=True), Column("On it now", right=True)),
    ]
    waiting = f"{plural(found.open, 'request')} open in {mailbox}; nobody is on {found.untaken:,} of them."
    return [grid(columns, rows), note(waiting)]


def as_json(found: Distribution, mailbox: str, **more: object) -> Json:
    """The same, at any n."""
    members = [
        {
            "member": part.member,
            "acknowledged": part.acknowledged,
            "share": part.share,
            "also_answered": part.also_answered,
            "taken": part.taken,
        }
        for part in found.members
    ]
    totals = {"acknowledged": found.acknowledged, "open": found.open, "untaken": found.untaken}
    return {**more, "mailbox": mailbox, **totals, "members": members}
