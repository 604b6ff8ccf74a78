"""What `doctor` found: one line a check, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.views.table import text
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from rich.console import RenderableType

_SIGNS = {"ok": ("✓ ", "green"), "warning": ("> ", "yellow"), "failed": ("! ", "bold red")}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `state` is ok, warning or failed; `remedy` says what to do.

    `mailbox` names the mailbox that it is about, "" if it is about none.
    """

    area: str
    name: str
    state: str
    detail: str = ""
    remedy: str = ""
    mailbox: str = ""


def lines(checks: Sequence[Check]) -> list[RenderableType]:
    """Draw the checks area by area."""
    parts: list[RenderableType] = []
    area = ""
    for check in checks:
        if check.area != area:
            area = check.area
            parts += [*([Text()] if parts else []), text(area, "bold")]
        sign, style = _SIGNS[check.state]
        name = f"{check.mailbox}: {check.name}" if check.mailbox else check.name
        line = Text("  ").append(sign, style=style).append(f"{safe(name)}: {safe(check.detail)}")
        if check.remedy:
            line.append(f"\n    → {safe(check.remedy)}", style="bold")
        parts.append(line)
    return parts


def as_json(checks: Sequence[Check]) -> list[dict[str, str | None]]:
    """`doctor --json`: the same, one object a check."""
    return [{key: value or None for key, value in asdict(check).items()} for check in checks]
