"""Nobody answered, or nobody had to: chased twice, overdue, fresh, withdrawn, a deadline, strangers."""

from __future__ import annotations

from inboxwatch.demo.letter import Thread, at
from inboxwatch.demo.people import BEN, CUSTOMER_TWO, ERIK, FELIX, HANNAH, JAVIER, JONAS, LIAM, MIRA, SOPHIE
from inboxwatch.demo.stories.shape import Tale, tale


def _chased() -> Tale:
    thread = Thread("stammdaten", "Stammdaten: Freigabe bis zum Update")
    ask = thread.say(
        FELIX,
        at("05-18", "09:35"),
        """Hallo Mira,

vor dem Update am Freitag muss jemand die 214 geänderten Artikel freigeben. Machst du das, oder wer sonst?

Felix""",
    )
    thread.say(
        FELIX,
        at("05-19", "09:20"),
        """Hallo Mira,

gibt es zu den Stammdaten schon eine Antwort? Ohne Freigabe kann ich das Update nicht einplanen.

Felix""",
        answers=ask,
    )
    thread.say(
        FELIX,
        at("05-20", "14:05"),
        """Hallo Mira,

ich frage noch einmal nach: wer gibt die Artikel frei? Es wird langsam eng.

Felix""",
        answers=ask,
    )
    return tale(thread, (ask, {"state": "open", "outcome": "missed", "chasers": 2, "department": "IT"}))


def _overdue() -> Tale:
    thread = Thread("quarter", "Forecast before our board meets")
    ask = thread.say(
        ERIK,
        at("05-20", "09:15"),
        """Hello Mira,

our board meets on Friday. Could you confirm the 140 pieces for August in writing?

Best regards,
Erik""",
    )
    return tale(thread, (ask, {"state": "open", "outcome": "missed", "department": "Suppliers"}))


def _fresh() -> Tale:
    thread = Thread("besucher", "Besucher morgen")
    ask = thread.say(
        HANNAH,
        at("05-21", "13:50"),
        """Hallo Mira,

morgen kommen vier Besucher statt zwei. Haben wir genug Sicherheitsschuhe?

Hannah""",
    )
    return tale(thread, (ask, {"state": "open", "outcome": "pending"}))


def _withdrawn() -> Tale:
    thread = Thread("torque", "Torque wrench")
    ask = thread.say(
        BEN,
        at("05-05", "13:30"),
        """Hi Mira,

do you know who has the big torque wrench? I need it for the rack.

Ben""",
    )
    thread.say(
        BEN,
        at("05-05", "14:00"),
        """Found it, it was in the van. No need to answer, sorry!

Ben""",
    )
    return tale(thread, (ask, {"state": "withdrawn", "outcome": "excused"}))


def _deadline() -> Tale:
    thread = Thread("offre", "Offre Lyon à envoyer")
    ask = thread.say(
        SOPHIE,
        at("05-13", "13:40"),
        """Bonjour Mira,

peux-tu me confirmer le délai pour l'offre de Lyon avant 16h ? Je dois l'envoyer aujourd'hui.

Sophie""",
    )
    thread.say(
        MIRA,
        at("05-13", "15:05"),
        """Bonjour Sophie,

quatre semaines, c'est confirmé par l'entrepôt.

Mira""",
    )
    return tale(thread, (ask, {"state": "answered", "outcome": "met", "deadline": "2026-05-13T14:00:00Z"}))


def _others_asked() -> Tale:
    thread = Thread("key", "Key for the archive")
    ask = thread.say(
        LIAM,
        at("04-24", "09:25"),
        """Hi Jonas,

could you leave the archive key at the desk for me?

Liam""",
        to=(JONAS, MIRA),
    )
    return tale(thread, (ask, None))


def _stranger() -> Tale:
    thread = Thread("ashdown", "Delivery date?")
    ask = thread.say(
        CUSTOMER_TWO,
        at("05-19", "09:50"),
        """Dear Ms Sandberg,

when will you deliver our order 40117? Please let me know.

Tom Ashdown""",
    )
    return tale(thread, (ask, None))


def _two_askers() -> Tale:
    thread = Thread("fair", "Stand at the Madrid fair")
    first = thread.say(
        LIAM,
        at("05-11", "13:20"),
        """Hi Mira,

can we have the two demo racks for the Madrid fair in June?

Liam""",
        cc=(JAVIER,),
    )
    second = thread.say(
        JAVIER,
        at("05-11", "13:45"),
        """Hola Mira:

y yo necesito saber quién se ocupa del transporte. ¿Lo organizas tú?

Javier""",
        to=(MIRA,),
        cc=(LIAM,),
    )
    thread.say(
        MIRA,
        at("05-11", "15:30"),
        """Hola Javier:

sí, lo organizo yo, con el mismo transportista que el año pasado.

Mira""",
        answers=second,
    )
    thread.say(
        MIRA,
        at("05-11", "16:45"),
        """Hi Liam,

yes, both racks are yours from 8 to 14 June.

Mira""",
        answers=first,
    )
    return tale(
        thread, (first, {"state": "answered", "outcome": "met"}), (second, {"state": "answered", "outcome": "met"})
    )


def tales() -> tuple[Tale, ...]:
    """The stories of this file."""
    return (_chased(), _overdue(), _fresh(), _withdrawn(), _deadline(), _others_asked(), _stranger(), _two_askers())
