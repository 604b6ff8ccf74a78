"""Sender history: how much more or less than others' mail the owner answers that of a sender or a department.

`learn` gives every sender and every department with enough examples a weight, drawn to 0 the more strongly the fewer
there are; a sender's adds to that of the department. They are frozen here under addresses and patterns, so a verdict
depends on the message and on what was learnt, never on what else has arrived or on today's directory.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from inboxwatch.address_patterns import Pattern, normalise

FROM: Final = "from:"
TEAM: Final = "team:"
"""What the names of features of senders and departments begin with while they are learnt."""
HISTORY: Final = (FROM, TEAM)
MOST: Final = 1.5
"""So much may history move a score on the logistic scale: what clearly asks stays flagged, whoever writes."""
TELLING: Final = 0.4
"""From here on history is told among the reasons."""
MOST_KEPT: Final = 500
"""Addresses and patterns that are kept: of senders first, then patterns, then addresses of departments."""
MORE: Final = "sender-answered"
LESS: Final = "sender-unanswered"
TEAM_MORE: Final = "team-answered"
TEAM_LESS: Final = "team-unanswered"


@dataclass(frozen=True)
class Senders:
    """What was learnt. `people`: address -> its own and its department's weight together.

    `teams`: address or pattern -> its department's weight, for those of whom nothing was learnt by themselves.
    """

    people: Mapping[str, float] = field(default_factory=dict)
    teams: Mapping[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is known of anybody."""
        return bool(self.people or self.teams)

    def offset(self, address: str) -> tuple[float, str]:
        """What history adds for mail of an address, and the reason code, "" where it is not worth telling."""
        known = normalise(address)
        if known in self.people:
            return _told(self.people[known], MORE, LESS)
        if known in self.teams:
            return _told(self.teams[known], TEAM_MORE, TEAM_LESS)
        found = next((weight for pattern, weight in self._patterns if known and pattern.matches(known)), 0.0)
        return _told(found, TEAM_MORE, TEAM_LESS)

    def without(self, address: str) -> Senders:
        """The same without one address."""
        return Senders(*({name: kept for name, kept in some.items() if name != address} for some in self._both))

    def addresses(self) -> frozenset[str]:
        """Everybody who is named; a pattern names nobody."""
        return frozenset(self.people) | frozenset(name for name in self.teams if Pattern.parse(name).exact)

    def content(self) -> dict[str, dict[str, float]]:
        """As plain values, sorted; {} where there is nothing."""
        return {name: dict(sorted(some.items())) for name, some in zip(_NAMES, self._both, strict=True) if some}

    @property
    def _both(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        return self.people, self.teams

    @functools.cached_property
    def _patterns(self) -> list[tuple[Pattern, float]]:
        """Patterns that are more than one address, most specific first."""
        parsed = [(Pattern.parse(text), weight) for text, weight in self.teams.items()]
        wide = [pair for pair in parsed if not pair[0].exact]
        return sorted(wide, key=lambda pair: pair[0].specificity, reverse=True)


_NAMES = ("people", "teams")


def read(content: Mapping[str, Any]) -> Senders:
    """What `Senders.content` wrote. Raises ValueError, TypeError, KeyError or AttributeError for anything else."""
    people, teams = ({str(name): float(value) for name, value in content.get(key, {}).items()} for key in _NAMES)
    values = [*people.values(), *teams.values()]
    sound = len(values) <= MOST_KEPT and all(math.isfinite(value) and abs(value) <= MOST for value in values)
    if not sound or any(normalise(address) != address for address in people):
        message = "no sender history"
        raise ValueError(message)
    found = Senders(people, teams)
    found._patterns  # noqa: B018, SLF001 - every pattern is read once here, so that none breaks a verdict
    return found


def features(person: str, team: str) -> dict[str, float]:
    """A message's features of history: who wrote it (main address) and their department, "" for none."""
    return {name: 1.0 for name in (FROM + person if person else "", TEAM + team if team else "") if name}


def freeze(
    weights: Mapping[str, float], wrote: Mapping[str, tuple[str, str]], listed: Iterable[tuple[Pattern, str]]
) -> Senders:
    """What learnt weights mean for addresses. `wrote`: address of an example -> its person and department.

    `listed` are addresses and patterns of departments, the one that decides first.
    """
    people: dict[str, float] = {}
    for address, (person, team) in sorted(wrote.items()):
        if FROM + person in weights:
            people[address] = _bounded(weights[FROM + person] + weights.get(TEAM + team, 0.0))
    teams: dict[str, float] = {}
    if any(name.startswith(TEAM) for name in weights):
        for pattern, team in sorted(listed, key=lambda pair: pair[0].exact):
            teams.setdefault(written(pattern), _bounded(weights.get(TEAM + team, 0.0)))
        for address, (_, team) in sorted(wrote.items()):
            if TEAM + team in weights:
                teams.setdefault(address, _bounded(weights[TEAM + team]))
    strongest = sorted(people, key=lambda address: (-abs(people[address]), address))[:MOST_KEPT]
    room = [name for name in teams if name not in people][: MOST_KEPT - len(strongest)]
    return Senders({name: people[name] for name in strongest}, {name: teams[name] for name in room})


def written(pattern: Pattern) -> str:
    """A pattern in a form that `Pattern.parse` reads back as the same."""
    return f"{pattern.local}@{'*.' if pattern.subdomains else ''}{pattern.domain}"


def _bounded(weight: float) -> float:
    return round(max(-MOST, min(MOST, weight)), 4)


def _told(weight: float, more: str, less: str) -> tuple[float, str]:
    return weight, (more if weight > 0 else less) if abs(weight) >= TELLING else ""
