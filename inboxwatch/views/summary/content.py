"""The values of a week -> a page of parts in the owner's language. Text from mail is neutralised here (T6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.figures import TOO_FEW
from inboxwatch.model import Outcome
from inboxwatch.summary import Todo, Why
from inboxwatch.views.summary import parts
from inboxwatch.views.summary.page import Page, Row, Section, Table
from inboxwatch.views.text import address, safe

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.model import Request
    from inboxwatch.summary import Summary
    from inboxwatch.trends import Side, Week
    from inboxwatch.views.summary.phrases import Phrases

OPEN = 10
"""Open requests that are listed; the sentence above them counts all."""
OWED = 5
"""Things the owner waits for that are listed; the sentence above them counts all."""
DEPARTMENTS = 40
"""Departments that are listed, those with the most requests; a mail must stay small."""
REQUESTERS = 5
"""People who are listed, those with the most requests."""
LONGEST = 70
"""Characters of a subject."""


@dataclass(frozen=True)
class Content:
    """Writes the page of one summary. `team`: nobody is named, no subject shown, small departments left out (T23)."""

    summary: Summary
    say: Phrases
    name: Callable[[str], str] = lambda _: ""
    subjects: bool = True
    team: bool = False

    def page(self) -> Page:
        """The whole page."""
        summary, say = self.summary, self.say
        last = summary.end.astimezone(say.zone).date()
        span = say("week-span", first=say.day(summary.start.astimezone(say.zone).date()), last=say.day(_before(last)))
        sections = [section for section in self._sections() if section is not None]
        foot = say("footnote", now=say.instant(summary.now))
        if self.team:
            foot = f"{say('team-note', k=TOO_FEW)} {foot}"
        title = say("title", week=summary.week.partition("-W")[2].lstrip("0"))
        return Page(say.code, title, span, tuple(self._lead()), tuple(sections), foot)

    def _sections(self) -> Iterator[Section | None]:
        if not self.team:
            yield self._first()
            yield self._open()
            yield self._owed()
        yield self._departments()
        if not self.team:
            yield self._between()
        yield self._trend()
        yield self._answers()
        yield self._even()
        if not self.team:
            yield self._mailboxes()
            yield self._requesters()
        yield self._external()
        yield self._promises()
        yield self._hours()
        yield Section(self.say("chasers-title"), (self.say("chasers", n=self.summary.figures.chasers),))
        if self.summary.thanks and not self.team:
            yield Section(self.say("thanks-title"), (self.say("thanks", n=self.summary.thanks),))
        yield Section(self.say("quality-title"), tuple(self._quality()))

    def _lead(self) -> Iterator[str]:
        """The week in one sentence, then the two figures beside those of the week before."""
        say, now, before = self.say, self.summary.figures, self.summary.before
        yield say("lead", requests=now.requests, open=now.open)
        yield from parts.rates(say, now, before)

    def _who(self, request: Request) -> str:
        return self._named(request.sender)

    def _named(self, sender: str) -> str:
        """A requester by name and address: the name alone could be anybody's (T2)."""
        known, mail = safe(self.name(sender)), address(sender)
        return f"{known} <{mail}>" if known and known != mail else mail

    def _what(self, request: Request) -> str:
        if not self.subjects:
            return request.id[:8]
        subject = safe(request.subject) or request.id[:8]
        return subject if len(subject) <= LONGEST else subject[: LONGEST - 1] + "…"

    def _first(self) -> Section:
        points = tuple(
            f"{self._who(todo.request)}: {self._what(todo.request)} – {self._why(todo)}" for todo in self.summary.first
        )
        return Section(self.say("first-title"), () if points else (self.say("first-none"),), points)

    def _why(self, todo: Todo) -> str:
        request, say = todo.request, self.say
        promised = request.promise.due_at if request.promise is not None else request.due_at
        when = {
            Why.PROMISE_BROKEN: promised,
            Why.PROMISE_DUE: promised,
            Why.OVERDUE: request.received_at,
            Why.DEADLINE: request.deadline or request.due_at,
        }.get(todo.why, request.due_at)
        return say(f"why-{todo.why}", when=say.instant(when), n=request.chasers)

    def _open(self) -> Section | None:
        found, say = self.summary.open, self.say
        if not found:
            return None
        since = say.instant(found[0].received_at)
        late = {request.id for request in found if request.outcome is Outcome.MISSED}
        rows = tuple(
            Row(
                (
                    f"! {self._who(each)}" if each.id in late else self._who(each),
                    self._what(each),
                    say.instant(each.received_at),
                    say.instant(each.due_at),
                ),
                alert=each.id in late,
            )
            for each in found[:OPEN]
        )
        lead = [say("open-lead", n=len(found), overdue=self.summary.overdue, since=since)]
        if len(found) >= TOO_FEW:
            counts = zip(("day", "days", "week", "month", "older"), self.summary.ages, strict=True)
            lead.append(say("ages", **{name: age.open for name, age in counts}))
        columns = (say("col-who"), say("col-what"), say("col-since"), say("col-due"))
        return Section(say("open-title"), tuple(lead), table=Table(columns, rows, wide=2))

    def _owed(self) -> Section | None:
        """What the owner waits for, the oldest first."""
        found, say = self.summary.owed, self.say
        if not found.open:
            return None
        lead = say("owed-lead", n=len(found.open), overdue=found.overdue)
        points = tuple(
            f"{self._who(each)}: {self._what(each)} – {say('owed-since', when=say.instant(each.received_at))}"
            for each in found.open[:OWED]
        )
        return Section(say("owed-title"), (lead,), points)

    def _between(self) -> Section | None:
        """Who waits for whom, both ways, where both ways somebody does."""
        say, cells = self.say, self.summary.between
        if not any(cell.owing.open for cell in cells) or not any(cell.owed.open for cell in cells):
            return None
        most = sorted(cells, key=lambda cell: (-cell.owing.open - cell.owed.open, cell.department))[:DEPARTMENTS]
        rows = tuple(
            Row((parts.department(say, each.department), *map(self._side, (each.owing, each.owed)))) for each in most
        )
        columns = (say("col-department"), say("col-owing"), say("col-owed"))
        return Section(say("between-title"), table=Table(columns, rows, numbers=1, wide=0))

    def _side(self, side: Side) -> str:
        return self.say("side", n=side.open, overdue=side.overdue)

    def _external(self) -> Section | None:
        """People outside beside colleagues: the week in words, both curves week by week."""
        found, say = self.summary.external, self.say
        if found is None:
            return None
        now = found.figures
        lead = say("external-lead", n=now.requests, open=len(found.open), overdue=found.overdue)
        pairs = [*zip(self.summary.trend, found.trend, strict=True)]
        since = next(
            (at for at, pair in enumerate(pairs) if any(week.figures.requests for week in pair)), len(pairs) - 1
        )
        rows = []
        for inside, outside in pairs[since:]:
            (rate, median), (theirs, their_median) = self._curve(inside), self._curve(outside)
            rows.append(Row((parts.monday(say, inside.label), rate, theirs, median, their_median)))
        columns = (say("col-week"), say("col-inside"), say("col-outside"), say("col-median"), say("col-median-outside"))
        return Section(say("external-title"), (lead,), table=Table(columns, tuple(rows), numbers=1, wide=0))

    def _curve(self, week: Week) -> tuple[str, str]:
        """Within target with its n, and the median."""
        say, each = self.say, week.figures
        if each.judged < TOO_FEW or each.within_target is None:
            return say("few") if each.requests else say("none"), say("none")
        return f"{say.share(each.within_target)} ({each.met + each.missed})", say.seconds(each.median_seconds)

    def _departments(self) -> Section | None:
        say, departments = self.say, self.summary.figures.departments
        shown = {name: each for name, each in departments.items() if not self.team or each.judged >= TOO_FEW}
        if not shown:
            return None
        most = sorted(shown, key=lambda name: (-shown[name].requests, name))[:DEPARTMENTS]
        more = (say("departments-more", n=len(shown) - len(most)),) if len(shown) > len(most) else ()
        table = parts.departments(say, {name: shown[name] for name in most})
        return Section(say("departments-title"), more, table=table)

    def _trend(self) -> Section:
        say = self.say
        weeks = self.summary.trend
        since = next((place for place, week in enumerate(weeks) if week.figures.requests), len(weeks) - 1)
        bars = tuple(parts.bar(say, week) for week in weeks[since:])
        return Section(say("trend-title"), bars=bars, alt=say("trend-alt"))

    def _answers(self) -> Section | None:
        """How long the answer itself took, and what became of the dates that were asked for."""
        say, found, dates = self.say, self.summary.recent.answers, self.summary.recent.deadlines
        lines = []
        if found.n >= TOO_FEW:
            name = "answers-half-wait" if found.median_seconds is None else "answers-most-wait"
            name = name if found.p90_seconds is None else "answers"
            times = {"median": say.seconds(found.median_seconds), "p90": say.seconds(found.p90_seconds)}
            lines.append(say(name, n=found.n, **times))
        if dates.n or dates.open:
            lines.append(say("dates", ahead=dates.ahead, late=dates.late, open=dates.open))
        return Section(say("answers-title"), tuple(lines)) if lines else None

    def _even(self) -> Section | None:
        """How much departments differ, and how far the slow ones lie from the usual."""
        say, found = self.say, self.summary.recent.spread
        lines = []
        if found.within_target_range is not None:
            lines.append(say("even-departments", points=round(100 * found.within_target_range)))
        if found.p90_over_median is not None:
            lines.append(say("even-times", times=say.number(found.p90_over_median)))
        return Section(say("even-title"), tuple(lines)) if lines else None

    def _mailboxes(self) -> Section | None:
        """Each mailbox, where there are several."""
        found, say = self.summary.recent.mailboxes, self.say
        if len(found) < 2:  # noqa: PLR2004 - one is what the rest of the page says
            return None
        rows = tuple(Row(parts.figures_row(say, safe(name), each)) for name, each in found.items())
        return Section(say("mailboxes-title"), table=parts.table(say, "mailbox", rows))

    def _requesters(self) -> Section | None:
        """Who asked most, of those with enough requests to say something; ranked by nothing but how many."""
        found, say = self.summary.recent.requesters, self.say
        enough = {name: each for name, each in found.items() if each.judged >= TOO_FEW}
        most = sorted(enough, key=lambda name: (-enough[name].requests, name))[:REQUESTERS]
        rows = tuple(Row(parts.figures_row(say, self._named(name), enough[name])) for name in most)
        if not rows:
            return None
        return Section(say("requesters-title"), (say("requesters"),), table=parts.table(say, "who", rows))

    def _promises(self) -> Section:
        say, kept, broken = self.say, self.summary.kept, self.summary.broken
        title = say("promises-title")
        if not kept and not broken:
            return Section(title, (say("promises-none"),))
        points = () if self.team else tuple(f"✗ {self._who(each)}: {self._what(each)}" for each in broken)
        return Section(title, (say("promises", kept=len(kept), broken=len(broken)),), points)

    def _hours(self) -> Section | None:
        if self.summary.hours is None:
            return None
        say, (best, worst) = self.say, self.summary.hours
        values = {}
        for name, hour in (("best", best), ("worst", worst)):
            values[name] = f"{hour.hour}:00"
            values[f"{name}-end"] = f"{(hour.hour + 1) % 24}:00"
            values[f"{name}-median"] = say.seconds(hour.figures.median_seconds)
        return Section(say("hours-title"), (say("hours", **values),))

    def _quality(self) -> Iterator[str]:
        say, quality, now = self.say, self.summary.quality, self.summary.figures
        if quality.unread_mailboxes:
            yield say("quality-unread", names=", ".join(map(safe, quality.unread_mailboxes)))
        else:
            yield say("quality-good")
        if quality.unjudged:
            yield say("quality-unjudged", n=quality.unjudged)
        if quality.dismissed or quality.marked:
            yield say("quality-corrections", dismissed=quality.dismissed, marked=quality.marked)
        if quality.precision is not None and quality.flagged >= TOO_FEW:
            yield say("quality-precision", share=say.share(quality.precision), n=quality.flagged)
        naive = (now.median_answered_only_seconds, now.p90_answered_only_seconds)
        if now.judged >= TOO_FEW and None not in naive and naive != (now.median_seconds, now.p90_seconds):
            yield say("quality-naive", median=say.seconds(naive[0]), p90=say.seconds(naive[1]))


def _before(day: dt.date) -> dt.date:
    return day.fromordinal(day.toordinal() - 1)
