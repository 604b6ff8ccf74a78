"""Who may answer, and when: aliases, a delegate, group addresses, evenings, holidays, an answer that never arrived."""

from __future__ import annotations

from inboxwatch.demo.letter import Thread, at
from inboxwatch.demo.machines import auto_reply, bounce
from inboxwatch.demo.people import (
    BEN,
    CLAIRE,
    DIETER,
    ERIK,
    HANNAH,
    JONAS,
    MARTA,
    MIRA,
    MIRA_ALIAS,
    ORDERS,
    PRIYA,
    SOPHIE,
)
from inboxwatch.demo.stories.shape import Tale, tale


def _alias() -> Tale:
    thread = Thread("badge", "Your old badge")
    ask = thread.say(
        PRIYA,
        at("04-21", "14:10"),
        """Hi Mira,

could you tell me whether badge 0417 is still in your drawer? The list says it is yours.

Priya""",
    )
    thread.say(
        MIRA_ALIAS,
        at("04-21", "14:45"),
        """Hi Priya,

it is, with the blue ribbon. I bring it over after lunch tomorrow.

Mira""",
    )
    return tale(
        thread,
        (
            ask,
            {
                "state": "answered",
                "acknowledgement_kind": "reply",
                "outcome": "met",
                "acknowledged_by": MIRA_ALIAS.address,
            },
        ),
    )


def _delegate() -> Tale:
    thread = Thread("zollnummer", "Zollnummer für die Schweiz")
    ask = thread.say(
        DIETER,
        at("04-23", "09:20"),
        """Hallo Mira,

welche Zolltarifnummer geben wir für die Sonden in die Schweiz an?

Dieter""",
    )
    thread.say(
        JONAS,
        at("04-23", "09:55"),
        """Hallo Dieter,

Mira ist heute im Außenlager, deshalb von mir: 9026 20 20.

Jonas""",
        to=(DIETER,),
        cc=(MIRA,),
    )
    return tale(thread, (ask, {"state": "answered", "acknowledgement_kind": "reply", "acknowledged_by": JONAS.address}))


def _group() -> Tale:
    thread = Thread("dock", "Dock 2 tomorrow")
    ask = thread.say(
        BEN,
        at("04-28", "15:20"),
        """Hi,

who booked dock 2 for tomorrow morning? We have two trucks for it at nine.

Ben""",
        to=(ORDERS,),
    )
    thread.say(
        MIRA,
        at("04-28", "15:50"),
        """Hi Ben,

that was me, for the container. I move it to eleven, the nine o'clock slot is yours.

Mira""",
    )
    return tale(thread, (ask, {"state": "answered", "acknowledgement_kind": "reply", "outcome": "met"}))


def _evening() -> Tale:
    thread = Thread("abend", "Noch eine Frage für morgen")
    ask = thread.say(
        HANNAH,
        at("04-29", "20:50"),
        """Hallo Mira,

bist du morgen früh ab neun im Haus? Ich würde dich gern zum Gespräch mit dem Vermieter dazuholen.

Hannah""",
    )
    thread.say(
        MIRA,
        at("04-29", "21:15"),
        """Hallo Hannah,

ja, ich bin ab acht da. Neun Uhr passt.

Mira""",
    )
    return tale(thread, (ask, {"state": "answered", "outcome": "met", "business_seconds": 0}))


def _holiday() -> Tale:
    thread = Thread("pallets", "Euro pallets in exchange?")
    ask = thread.say(
        ERIK,
        at("05-14", "11:05"),
        """Hello Mira,

will you give our driver empty pallets in exchange on Monday, or shall he bring his own?

Best regards,
Erik""",
    )
    thread.say(
        MIRA,
        at("05-18", "10:30"),
        """Hello Erik,

we have twenty ready for him at gate 2.

Mira""",
    )
    return tale(
        thread, (ask, {"state": "answered", "outcome": "met", "business_seconds": 90 * 60, "department": "Suppliers"})
    )


def _out_of_office() -> Tale:
    thread = Thread("kuehlraum", "Temperatur im Kühlraum")
    ask = thread.say(
        MARTA,
        at("05-15", "10:05"),
        """Hallo Mira,

der Kühlraum steht seit heute früh auf 9 Grad. Darf ich den Techniker rufen?

Marta""",
    )
    note = thread.say(
        MIRA,
        at("05-15", "10:05"),
        """Guten Tag,

ich bin am Freitag, dem 15. Mai, nicht im Büro und lese am Montag wieder mit. In dringenden Fällen hilft Jonas Weiss.

Mira Sandberg""",
        subject="Automatische Antwort: Temperatur im Kühlraum",
        quoted=False,
        headers=auto_reply(),
    )
    thread.say(
        MIRA,
        at("05-18", "09:40"),
        """Guten Morgen Marta,

ja, bitte, immer gleich rufen. Ich habe gesehen, dass er am Freitag schon da war. Die Rechnung geht an mich.

Mira""",
        answers=ask,
    )
    return tale(
        thread,
        (ask, {"state": "answered", "outcome": "met", "acknowledgement_kind": "reply", "business_seconds": 40 * 60}),
        (note, None),
    )


def _undelivered() -> Tale:
    thread = Thread("annexes", "Annexes de l'audit")
    ask = thread.say(
        CLAIRE,
        at("05-05", "10:00"),
        """Bonjour Mira,

pourriez-vous m'envoyer les annexes B et C de la procédure de retour ? Il ne me manque plus que cela.

Cordialement,
Claire""",
    )
    lost = thread.say(
        MIRA,
        at("05-05", "11:10"),
        """Bonjour Claire,

voici les deux annexes, dans leur version d'avril.

Mira""",
        attachment="annexes-B-C.pdf",
    )
    thread.letters.append(bounce(lost, CLAIRE, at("05-05", "11:12")))
    thread.say(
        MIRA,
        at("05-06", "09:30"),
        """Bonjour Claire,

mon premier envoi m'est revenu (boîte pleine). Je réessaie, cette fois avec un lien vers notre serveur.

Mira""",
        answers=ask,
    )
    return tale(thread, (ask, {"state": "answered", "acknowledged_at": "2026-05-06T07:30:00Z"}))


def _without_headers() -> Tale:
    thread = Thread("palette", "Livraison Ashdown du 12 mai")
    ask = thread.say(
        SOPHIE,
        at("05-11", "10:30"),
        """Bonjour Mira,

est-ce que la livraison Ashdown du 12 mai comprend aussi les câbles ?

Sophie""",
    )
    thread.say(
        MIRA,
        at("05-11", "11:00"),
        """Bonjour Sophie,

oui, six câbles, dans le carton 3.

Mira""",
        threaded=False,
    )
    return tale(thread, (ask, {"state": "answered", "acknowledgement_kind": "reply", "outcome": "met"}))


def tales() -> tuple[Tale, ...]:
    """The stories of this file."""
    return (
        _alias(),
        _delegate(),
        _group(),
        _evening(),
        _holiday(),
        _out_of_office(),
        _undelivered(),
        _without_headers(),
    )
