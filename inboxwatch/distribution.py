"""How the work of a shared mailbox is spread over its members: for themselves, in no order of merit. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from inboxwatch.model import Request


@dataclass(frozen=True, slots=True)
class Part:
    """One member's part: requests acknowledged, answered although another had, open ones that they have taken.

    `share` is that of all requests that members acknowledged, 0..1, None where there are none.
    """

    member: str
    acknowledged: int
    also_answered: int
    taken: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """All members by address, whoever did how much; `untaken` are open requests that nobody is on."""

    members: tuple[Part, ...]
    acknowledged: int
    open: int
    untaken: int


def distribution(
    requests: Iterable[Request], members: Collection[str], person: Callable[[str], str] = str
) -> Distribution:
    """Spread the requests of one shared mailbox over its members; `person` gives the main address of an address.

    What others acknowledged (a delegate, the colleague to whom it was handed over) is nobody's part.
    """
    everything = list(requests)
    waiting = [request for request in everything if request.state is State.OPEN]
    names = {person(member) for member in members}
    signs = Counter(person(request.acknowledgement.by) for request in everything if request.acknowledgement)
    again = Counter(person(who) for request in everything for who in request.also_answered_by)
    taken = Counter(person(request.taken_by) for request in waiting if request.taken_by)
    total = sum(signs[name] for name in names)
    parts = tuple(
        Part(name, signs[name], again[name], taken[name], signs[name] / total if total else None)
        for name in sorted(names)
    )
    return Distribution(parts, total, len(waiting), len(waiting) - sum(taken[name] for name in names))
