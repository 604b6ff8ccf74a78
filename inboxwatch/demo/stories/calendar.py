"""Invitations: accepted, still open, cancelled."""

from __future__ import annotations

from inboxwatch.demo.letter import Thread, at
from inboxwatch.demo.machines import invitation
from inboxwatch.demo.people import HANNAH, JAVIER, MIRA, PRIYA
from inboxwatch.demo.stories.shape import Tale, tale


def _accepted() -> Tale:
    title = "Jahresgespräch Lager"
    thread = Thread("jahresgespraech", title)
    ask = thread.say(
        HANNAH,
        at("04-20", "09:10"),
        "Ort: Besprechungsraum 2",
        content=invitation("REQUEST", "jg-1", title, HANNAH, MIRA, at("04-24", "10:00")),
    )
    thread.say(
        MIRA,
        at("04-20", "10:00"),
        "Mira Sandberg hat die Einladung angenommen.",
        quoted=False,
        subject="Zugesagt: " + title,
        content=invitation("REPLY", "jg-1", title, HANNAH, MIRA, at("04-24", "10:00"), answer="ACCEPTED"),
    )
    return tale(thread, (ask, {"kind": "invitation", "acknowledgement_kind": "calendar", "outcome": "met"}))


def _waiting() -> Tale:
    title = "Revisión de pedidos Iberia"
    thread = Thread("revision", title)
    ask = thread.say(
        JAVIER,
        at("05-21", "10:15"),
        "Repasamos los pedidos abiertos.",
        content=invitation("REQUEST", "rev-1", title, JAVIER, MIRA, at("05-22", "11:00")),
    )
    return tale(thread, (ask, {"kind": "invitation", "state": "open", "outcome": "pending"}))


def _cancelled() -> Tale:
    title = "Scanner rollout"
    thread = Thread("scanner", title)
    ask = thread.say(
        PRIYA,
        at("05-04", "09:15"),
        "Half an hour on the new scanners.",
        content=invitation("REQUEST", "scan-1", title, PRIYA, MIRA, at("05-06", "15:00")),
    )
    thread.say(
        PRIYA,
        at("05-04", "10:05"),
        "Cancelled, the scanners are late.",
        to=(MIRA,),
        subject="Cancelled: " + title,
        quoted=False,
        content=invitation("CANCEL", "scan-1", title, PRIYA, MIRA, at("05-06", "15:00")),
    )
    return tale(thread, (ask, {"kind": "invitation", "state": "withdrawn", "outcome": "excused"}))


def tales() -> tuple[Tale, ...]:
    """The stories of this file."""
    return (_accepted(), _waiting(), _cancelled())
