"""Work that changes hands: delegation, a silent hand-over, a colleague who answers, somebody else who was asked too."""

from __future__ import annotations

from inboxwatch.demo.letter import Thread, at
from inboxwatch.demo.people import BEN, CUSTOMER, DIETER, FELIX, GIULIA, LIAM, MARTA, MIRA, PRIYA, SOPHIE
from inboxwatch.demo.stories.shape import Tale, tale


def _delegated() -> Tale:
    thread = Thread("crm-fields", "Customer numbers in the order form")
    ask = thread.say(
        LIAM,
        at("04-22", "10:40"),
        """Hi Mira,

could the order form show our customer numbers? I type them in by hand every time.

Liam""",
    )
    thread.say(
        MIRA,
        at("04-22", "11:30"),
        """Hi Liam, hi Felix,

Felix, could you look into this? It should be one field in the form. Liam can show you which number he means.

Mira""",
        to=(FELIX, LIAM),
    )
    return tale(
        thread,
        (
            ask,
            {
                "acknowledgement_kind": "delegation",
                "handed_over_to": FELIX.address,
                "outcome": "met",
                "state": "acknowledged",
            },
        ),
    )


def _silent() -> Tale:
    thread = Thread("portail", "Accès au portail clients")
    ask = thread.say(
        SOPHIE,
        at("05-19", "10:50"),
        """Bonjour Mira,

je n'arrive plus à me connecter au portail clients depuis hier. Peux-tu débloquer mon compte ?

Merci d'avance,
Sophie""",
    )
    thread.say(
        MIRA,
        at("05-19", "11:45"),
        """Hi Priya,

could you unlock Sophie's account? Details below.

Mira""",
        to=(PRIYA,),
        subject="Fwd: Accès au portail clients",
    )
    return tale(thread, (ask, {"state": "open", "outcome": "missed", "handed_over_to": PRIYA.address}))


def _colleague_answers() -> Tale:
    thread = Thread("rack", "Rack for the long probes")
    ask = thread.say(
        BEN,
        at("05-07", "10:05"),
        """Hi Mira,

where do you want the long probes? The old rack is full. Can you tell me today?

Ben""",
    )
    passed = thread.say(
        MIRA,
        at("05-07", "10:30"),
        """Hallo Marta,

kannst du Ben bitte sagen, wohin die langen Sonden kommen?

Mira""",
        to=(MARTA,),
        subject="WG: Rack for the long probes",
    )
    thread.say(
        MARTA,
        at("05-07", "11:20"),
        """Hi Ben,

row 7, the two lower levels. I have put labels on them.

Marta""",
        to=(BEN,),
        cc=(MIRA,),
        answers=passed,
    )
    return tale(
        thread,
        (
            ask,
            {
                "acknowledgement_kind": "delegation",
                "acknowledged_by": MARTA.address,
                "handed_over_to": MARTA.address,
                "outcome": "met",
            },
        ),
    )


def _forwarded_to_her() -> Tale:
    thread = Thread("weber", "WG: Reklamation Labor Weber")
    ask = thread.say(
        DIETER,
        at("05-08", "09:50"),
        f"""Hallo Mira,

kannst du das bitte übernehmen? Ich kann nur sagen, dass die Rechnung stimmt.

Dieter

---------- Weitergeleitete Nachricht ----------
Von: {CUSTOMER.name} <{CUSTOMER.address}>
Betreff: Reklamation
Datum: 08.05.2026

Guten Tag, von den zwölf Fühlern sind drei ohne Prüfprotokoll gekommen. Bitte reichen Sie sie nach.
Annika Weber""",
    )
    thread.say(
        MIRA,
        at("05-08", "10:25"),
        """Hallo Dieter,

mache ich, die drei Protokolle habe ich Frau Weber gerade geschickt.

Mira""",
    )
    return tale(thread, (ask, {"state": "answered", "acknowledgement_kind": "reply", "outcome": "met"}))


def _covered() -> Tale:
    thread = Thread("erste-hilfe", "Chi segue il corso di primo soccorso?")
    ask = thread.say(
        GIULIA,
        at("04-30", "09:40"),
        """Ciao a tutti e due,

chi di voi segue il corso di primo soccorso il 20 maggio? Mi serve un nome.

Giulia""",
        to=(MIRA, FELIX),
    )
    thread.say(
        FELIX,
        at("04-30", "10:15"),
        """Ciao Giulia,

lo faccio io, metti pure il mio nome.

Felix""",
        to=(GIULIA,),
        cc=(MIRA,),
    )
    return tale(thread, (ask, {"state": "covered", "outcome": "excused"}))


def tales() -> tuple[Tale, ...]:
    """The stories of this file."""
    return (_delegated(), _silent(), _colleague_answers(), _forwarded_to_her(), _covered())
