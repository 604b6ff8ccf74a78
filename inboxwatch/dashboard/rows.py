"""Requests as cells of the dashboard's tables; no Textual here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.figures import TOO_FEW
from inboxwatch.trends import both_ways, who_waits
from inboxwatch.views import reasons, requests, status
from inboxwatch.views.table import text
from inboxwatch.views.text import address, safe, sender
from inboxwatch.views.words import instant, plural, reached, share

if TYPE_CHECKING:
    from inboxwatch.breakdown import Breakdown
    from inboxwatch.dashboard.source import Channel, Members, Present, Telling
    from inboxwatch.figures import Figures
    from inboxwatch.model import Request
    from inboxwatch.views.status import Health
    from inboxwatch.views.table import Frame

Cells = tuple[Text, ...]

NARROW = ("Due", "From", "Subject", "Since")
WIDE = ("Due", "From", "Department", "Subject", "Since", "Again", "Promise", "Why")
ROOM, PLENTY = 100, 140
"""Columns of the terminal from which on departments are shown, and then addresses beside names and reasons."""
RARE = frozenset({"Again", "Promise"})
"""Columns that are left out where nothing stands in them."""
PROMISES = ("Promise", "By", "To", "Subject")
TEAM = ("Department", "n", "Open", "Late", "In time", "Median", "90 %", "Chasers")
TEAM_WIDE = (*TEAM[:6], "Answered", TEAM[6], "90 % answered", TEAM[7])
"""With what stands beside the estimates: the naive ones, of the acknowledged alone."""
NAIVE_ROOM = 120
REQUESTERS = 5
"""People who are listed."""
OWED = ("Due", "Who", "Subject", "Asked")
OWED_WIDE = ("Due", "Who", "Department", "Subject", "Asked", "Again", "Promise")
TOLD = 12
"""Weeks of a team that are shown."""
HEALTH = ("Mailbox", "Last read", "Health")
CHANNELS = ("Channel", "Last told", "Health")


class Show(StrEnum):
    """Which requests the first view shows."""

    ALL = "all"
    OVERDUE = "overdue"
    SOON = "due soon"
    SNOOZED = "snoozed"


def chosen(found: Iterable[Request], show: Show, search: str, frame: Frame) -> list[Request]:
    """Requests that fit the filter, and whose sender (name or address), subject or department contains `search`."""
    wanted = search.casefold().strip()
    return [
        request
        for request in found
        if _fits(request, show, frame.now) and (not wanted or wanted in _searched(request, frame))
    ]


def _searched(request: Request, frame: Frame) -> str:
    name = frame.name(request.sender)
    return f"{name}\n{request.sender}\n{request.subject}\n{request.department}".casefold()


def _fits(request: Request, show: Show, now: dt.datetime) -> bool:
    snoozed = request.snoozed_until is not None and request.snoozed_until > now
    if show is Show.SNOOZED:
        return snoozed
    if show is Show.OVERDUE:
        return requests.is_late(request)
    if show is Show.SOON:
        left = request.target_seconds - request.business_seconds
        return not requests.is_late(request) and left <= requests.SOON
    return True


def table(found: Iterable[Request], frame: Frame) -> tuple[tuple[str, ...], dict[str, Cells]]:
    """The titles and the lines of the first view; columns in which nothing stands are left out."""
    cells = {request.id: request_cells(request, frame) for request in found}
    if frame.width < ROOM:
        return NARROW, cells
    empty = {
        place
        for place, title in enumerate(WIDE)
        if (title in RARE and not any(each[place] for each in cells.values()))
        or (title == "Why" and frame.width < PLENTY)
    }
    titles = tuple(title for place, title in enumerate(WIDE) if place not in empty)
    return titles, {
        name: tuple(cell for place, cell in enumerate(each) if place not in empty) for name, each in cells.items()
    }


def request_cells(request: Request, frame: Frame) -> Cells:
    """One line of the first view."""
    due = requests.due(request, frame.now, frame.zone)
    subject = text(request.subject or "(no subject)")
    since = text(instant(request.received_at, frame.now, frame.zone))
    if frame.width < ROOM:
        return due, text(frame.name(request.sender) or address(request.sender)), subject, since
    known = frame.name(request.sender)
    who = sender(known, request.sender) if frame.width >= PLENTY or not known else known
    why = ", ".join(reasons.of_request(request, frame.zone))
    again = text(f"{request.chasers}×" if request.chasers else "")
    return due, as_text(who), text(request.department), subject, since, again, _promised(request, frame), text(why)


def as_text(value: str | Text) -> Text:
    """Text as it is, a string neutralised."""
    return value if isinstance(value, Text) else text(value)


def _promised(request: Request, frame: Frame) -> Text:
    if request.promise is None:
        return Text()
    return text(instant(request.promise.due_at, frame.now, frame.zone))


def promise_cells(request: Request, frame: Frame) -> Cells:
    """One line of the promises; the sign says the same as the colour."""
    promise = request.promise
    if promise is None:
        return (Text(),) * len(PROMISES)
    by = text(instant(promise.due_at, frame.now, frame.zone))
    return (
        text(*status.promised(promise)),
        by,
        text(frame.name(request.sender) or address(request.sender)),
        text(request.subject or "(no subject)"),
    )


def team_cells(name: str, each: Figures) -> Cells:
    """One line of a department; too few requests have no rate."""
    first, *numbers = _team_cells(name, each)
    return (first, *map(right, numbers))


def team_table(total: Figures, frame: Frame) -> tuple[tuple[str, ...], dict[str, Cells]]:
    """The titles and the lines of the departments and of all; beside the estimates the naive ones, if there is room."""
    parts = {**dict(sorted(total.departments.items())), "\n": total}
    cells = {name: team_cells("All" if name == "\n" else name, each) for name, each in parts.items()}
    if frame.width < NAIVE_ROOM:
        return TEAM, cells
    wide = {name: (*cells[name][:6], *_naive(each, cells[name][6]), cells[name][7]) for name, each in parts.items()}
    return TEAM_WIDE, wide


def _naive(each: Figures, p90: Text) -> Cells:
    """Median of the acknowledged alone, the estimate of nine in ten, and that of the acknowledged alone."""
    if each.judged < TOO_FEW:
        return right(text("–")), p90, right(text("–"))
    alone = (each.median_answered_only_seconds, each.p90_answered_only_seconds)
    first, last = (right(text(reached(seconds), "dim")) for seconds in alone)
    return first, p90, last


def _team_cells(name: str, each: Figures) -> Cells:
    start = (
        text(name),
        text(f"{each.requests:,}"),
        text(f"{each.open:,}"),
        text(_late(each), "bold red" if each.overdue else ""),
    )
    if each.judged < TOO_FEW:
        return (*start, text("too few", "dim"), text("–"), text("–"), text(str(each.chasers)))
    return (
        *start,
        text(share(each.within_target)),
        text(reached(each.median_seconds)),
        text(reached(each.p90_seconds)),
        text(str(each.chasers)),
    )


def owed_table(found: Iterable[Request], frame: Frame) -> tuple[tuple[str, ...], dict[str, Cells]]:
    """The titles and the lines of what the owner waits for; columns in which nothing stands are left out."""
    cells = {request.id: _owed_cells(request, frame) for request in found}
    if frame.width < ROOM:
        places = tuple(OWED_WIDE.index(title) for title in OWED)
    else:
        places = tuple(
            place
            for place, title in enumerate(OWED_WIDE)
            if title not in RARE or any(each[place] for each in cells.values())
        )
    return tuple(OWED_WIDE[place] for place in places), {
        name: tuple(each[place] for place in places) for name, each in cells.items()
    }


def _owed_cells(request: Request, frame: Frame) -> Cells:
    known = frame.name(request.sender)
    who = sender(known, request.sender) if frame.width >= PLENTY or not known else known
    return (
        requests.due(request, frame.now, frame.zone),
        as_text(who),
        text(request.department),
        text(request.subject or "(no subject)"),
        text(instant(request.received_at, frame.now, frame.zone)),
        text(f"{request.chasers}×" if request.chasers else ""),
        _promised(request, frame),
    )


def owed_sentence(found: Sequence[Request]) -> Text:
    """How many answers the owner waits for; whose calendar counts."""
    if not found:
        return text("✓ You wait for nobody.", "bold green")
    late = sum(map(requests.is_late, found))
    line = Text(f"You wait for {plural(len(found), 'answer')}", "bold")
    line.append(
        f"  ! {late:,} longer than the target" if late else "  none longer than the target",
        "bold red" if late else "green",
    )
    return line.append("  (12 weeks, your calendar)", "dim")


def members(team: Members) -> Text:
    """The members who may be seen singly, and why others are not."""
    drawn = _told(team)
    for name, each in team.figures.items():
        drawn.append(f"{safe(name)}: {_in_words(each)}\n")
    return drawn.append(safe(team.why), "dim")


def _told(team: Members) -> Text:
    """The weeks of a team, the latest first, with the departments of the latest one that has any."""
    drawn = Text()
    if not team.team:
        return drawn
    drawn.append(f"\nThe team {safe(team.team)}, week by week\n", "bold")
    if not team.weeks:
        drawn.append("No week has been told yet: the first one two days after it has ended.\n")
    parted = False
    for week in reversed(team.weeks[-TOLD:]):
        if week.figures is None:
            drawn.append(f"{week.label}  too few people or requests to say\n", "dim")
            continue
        drawn.append(f"{week.label}  {plural(week.members, 'person', 'people')}: {_in_words(week.figures)}\n")
        if not parted:
            parted = bool(week.figures.departments)
            for name, each in sorted(week.figures.departments.items()):
                drawn.append(f"  {safe(name)}: {_in_words(each)}\n")
    return drawn


def _in_words(each: Figures) -> str:
    cells = _team_cells("", each)
    return ", ".join(f"{title.lower()} {cell.plain}" for title, cell in zip(TEAM[1:], cells[1:], strict=True))


def waits(found: Iterable[Request], owed: Iterable[Request], frame: Frame) -> Text:
    """Who waits for whom: departments for the owner's mailboxes, and the owner for departments."""
    drawn = Text()
    cells = who_waits(found)
    several = len({cell.mailbox for cell in cells}) > 1
    for cell in cells:
        owes = f" in {safe(cell.mailbox)}" if several else ""
        drawn.append(f"{safe(cell.department)} waits for you{owes}: {cell.open:,} open")
        drawn.append(f", ! {cell.overdue:,} overdue" if cell.overdue else "", "bold red")
        drawn.append(f", since {instant(cell.oldest, frame.now, frame.zone)}\n")
    for each in both_ways((), owed):
        if each.owed.oldest is not None:
            drawn.append(f"You wait for {safe(each.department)}: {each.owed.open:,} open")
            drawn.append(f", ! {each.owed.overdue:,} overdue" if each.owed.overdue else "", "bold red")
            drawn.append(f", since {instant(each.owed.oldest, frame.now, frame.zone)}\n")
    return drawn


def parts(recent: Breakdown, frame: Frame) -> Text:
    """The owner's mailboxes, where there are several, and who asked most, of those with enough requests."""
    drawn = Text()
    if len(recent.mailboxes) > 1:
        drawn.append("\nMailboxes, twelve weeks\n", "bold")
        drawn.append("".join(f"{safe(name)}: {_in_words(each)}\n" for name, each in recent.mailboxes.items()))
    enough = {name: each for name, each in recent.requesters.items() if each.judged >= TOO_FEW}
    most = sorted(enough, key=lambda name: (-enough[name].requests, name))[:REQUESTERS]
    if most:
        drawn.append("\nWho asked most, twelve weeks, for your eyes alone\n", "bold")
    for name in most:
        drawn.append_text(as_text(sender(frame.name(name), name))).append(f": {_in_words(enough[name])}\n")
    return drawn.append("\n") if drawn else drawn


def right(cell: Text) -> Text:
    """The cell with its text to the right, for numbers."""
    cell.justify = "right"
    return cell


def _late(each: Figures) -> str:
    return f"! {each.overdue:,}" if each.overdue else "0"


def health_cells(each: Health, frame: Frame) -> Cells:
    """One line of a mailbox."""
    return text(each.name), text(status.last_read(each, frame)), text(*status.condition(each, frame.now))


def channel_cells(each: Channel, frame: Frame) -> Cells:
    """One line of a channel."""
    if each.at is None:
        return text(each.name), text("never"), text("· nothing has been told through it", "dim")
    last = text(instant(each.at, frame.now, frame.zone))
    if not each.error:
        return text(each.name), last, text("✓ fine", "green")
    again = f"; tried again {instant(each.next_attempt, frame.now, frame.zone)}" if each.next_attempt else ""
    return text(each.name), last, text(f"! {each.error.rstrip('.')}{again}", "bold red")


def remarks(present: Present, telling: Telling) -> Text:
    """What is to be said above the mailboxes: of the daemon, of reminders, of settings, and every error to its end.

    A table cuts what is long, and what to do about an error is said last.
    """
    lines = [text(present.watched, "yellow" if present.watched.startswith("!") else "dim")] if present.watched else []
    errors = {each.name: each.last_error for each in present.mailboxes} | {
        each.name: each.error for each in telling.channels
    }
    lines += [text(f"! {name}: {error}", "bold red") for name, error in errors.items() if error]
    lines += [*telling.lines, *(text(f"> {each}") for each in present.notices)]
    if not present.mailboxes:
        lines.append(text("! No mailbox is configured: 'inboxwatch init'.", "yellow"))
    return Text("\n").join(lines)


def sentence(open_now: int, overdue: int, health: Sequence[Health], promised: Sequence[Request] = ()) -> Text:
    """The line above everything; no all-clear while a mailbox is not read, or a promised answer is owed."""
    blind = status.blind(health)
    line = Text()
    if open_now:
        line.append(f"{open_now:,} open", "bold")
        line.append(f"  ! {overdue:,} overdue" if overdue else "  none overdue", "bold red" if overdue else "green")
    elif not blind:
        line.append("✓ No request is open." if promised else "✓ Nobody waits for you.", "bold green")
    if promised:
        late = status.broken(promised)
        line.append(f"  {len(promised):,} promised", "" if late else "dim")
        line.append(f"  ! {late:,} past the date" if late else "", "bold red")
    if blind:
        line.append(f"  ! not read: {safe(', '.join(blind))}", "bold yellow")
    return line
