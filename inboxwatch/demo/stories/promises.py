"""Holding replies: promises kept, broken, still open, released."""

from __future__ import annotations

from inboxwatch.demo.letter import Thread, at
from inboxwatch.demo.people import CAROL, DIETER, GIULIA, HANNAH, LIAM, MIRA
from inboxwatch.demo.stories.shape import Tale, tale


def _kept() -> Tale:
    thread = Thread("bank-details", "New bank details for Norrlab?")
    ask = thread.say(
        CAROL,
        at("05-18", "16:40"),
        """Hi Mira,

I have a letter here with new bank details for Norrlab, and it looks a little too urgent for my taste. Could you ask
Erik whether it is really from them? I am holding back two invoices (18,400 EUR) until I know.

Thanks,
Carol""",
    )
    thread.say(
        CAROL,
        at("05-19", "11:02"),
        """Hi Mira,

any news about the Norrlab account? The payment run is tomorrow afternoon and I would rather not guess.

Carol""",
        answers=ask,
    )
    thread.say(
        MIRA,
        at("05-19", "11:25"),
        """Hi Carol,

got it, and good that you stopped it. I will call Erik and get back to you by Wednesday noon.

Mira""",
    )
    thread.say(
        MIRA,
        at("05-20", "10:05"),
        """Hi Carol,

I spoke to Erik on his mobile: the letter is a fake, their account has not changed. Please pay to the old one and pass
the letter on to Priya, she collects them.

Mira""",
    )
    thread.say(CAROL, at("05-20", "10:11"), "Perfect, thank you so much! Paying to the old one.")
    return tale(
        thread,
        (
            ask,
            {
                "state": "answered",
                "acknowledgement_kind": "holding",
                "chasers": 1,
                "outcome": "missed",
                "business_seconds": (50 + 145) * 60,
                "promise": "kept",
                "department": "Finance",
            },
        ),
    )


def _broken() -> Tale:
    thread = Thread("beirat", "Folien für den Beirat")
    ask = thread.say(
        HANNAH,
        at("05-06", "10:15"),
        """Hallo Mira,

für den Beirat brauche ich zwei Folien zu den Lieferzeiten im ersten Quartal. Bekommst du das hin?

Viele Grüße
Hannah""",
    )
    thread.say(
        MIRA,
        at("05-06", "11:40"),
        """Hallo Hannah,

danke, ist notiert. Du bekommst die Folien bis Freitag.

Mira""",
    )
    thread.say(
        HANNAH,
        at("05-11", "09:05"),
        """Hallo Mira,

ich hatte am Freitag mit den Folien gerechnet. Kommen die noch?

Hannah""",
    )
    thread.say(
        MIRA,
        at("05-12", "09:40"),
        """Hallo Hannah,

entschuldige, das ist mir durchgerutscht. Hier sind beide Folien, die Zahlen sind von gestern Abend.

Mira""",
        attachment="Lieferzeiten-Q1.pdf",
    )
    return tale(
        thread,
        (
            ask,
            {
                "state": "answered",
                "acknowledgement_kind": "holding",
                "outcome": "met",
                "promise": "broken",
            },
        ),
    )


def _open() -> Tale:
    thread = Thread("profilo", "Profilo per l'annuncio")
    ask = thread.say(
        GIULIA,
        at("05-20", "09:30"),
        """Ciao Mira,

mi servirebbe il profilo per l'annuncio del nuovo pianificatore. Puoi mandarmelo?

Un caro saluto,
Giulia""",
    )
    thread.say(
        MIRA,
        at("05-20", "10:20"),
        """Ciao Giulia,

ricevuto, te lo mando entro venerdì.

Mira""",
    )
    return tale(
        thread,
        (
            ask,
            {
                "state": "acknowledged",
                "acknowledgement_kind": "holding",
                "outcome": "met",
                "promise": "open",
            },
        ),
    )


def _moved() -> Tale:
    thread = Thread("rabatt", "Skonto Norrlab")
    ask = thread.say(
        DIETER,
        at("04-27", "09:40"),
        """Hallo Mira,

gilt das Skonto von Norrlab auch für die Ersatzteile? Ich finde im Vertrag nichts dazu.

Gruß
Dieter""",
    )
    thread.say(
        MIRA,
        at("04-27", "10:30"),
        """Hallo Dieter,

danke für deine Mail, ich frage Erik. Du hörst bis Mittwoch von mir.

Mira""",
    )
    thread.say(
        MIRA,
        at("04-29", "15:00"),
        """Hallo Dieter,

Erik ist diese Woche auf der Messe. Ich melde mich bis Montag bei dir.

Mira""",
        answers=ask,
    )
    thread.say(
        MIRA,
        at("05-04", "11:15"),
        """Hallo Dieter,

ja, 2 % auf alles, auch auf Ersatzteile. Erik schickt uns noch einen Nachtrag zum Vertrag.

Mira""",
        answers=ask,
    )
    return tale(thread, (ask, {"state": "answered", "acknowledgement_kind": "holding", "promise": "kept"}))


def _released() -> Tale:
    thread = Thread("samples", "Samples for Ashdown")
    ask = thread.say(
        LIAM,
        at("05-12", "13:30"),
        """Hi Mira,

can you get me five sample probes for Ashdown? They want to compare them with the old ones.

Cheers,
Liam""",
    )
    thread.say(
        MIRA,
        at("05-12", "14:05"),
        """Hi Liam,

thanks, I have your message. I need to see what is left and will let you know by Wednesday.

Mira""",
    )
    thread.say(
        LIAM,
        at("05-13", "09:20"),
        """Hi Mira,

no need any more, Ashdown has just ordered without samples. Sorry for the trouble!

Liam""",
    )
    return tale(thread, (ask, {"acknowledgement_kind": "holding", "outcome": "met", "promise": "released"}))


def tales() -> tuple[Tale, ...]:
    """The stories of this file."""
    return (_kept(), _broken(), _open(), _moved(), _released())
