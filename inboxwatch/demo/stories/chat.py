"""Short signs: an emoji reaction, thanks, for your information, and a question that comes back after an answer."""

from __future__ import annotations

from inboxwatch.demo.letter import Thread, at
from inboxwatch.demo.machines import reaction, receipt
from inboxwatch.demo.people import CAROL, LIAM, MARTA, MIRA
from inboxwatch.demo.stories.shape import Tale, tale


def _reaction() -> Tale:
    thread = Thread("ship-it", "OK to ship 40098 without the manual?")
    ask = thread.say(
        LIAM,
        at("05-12", "10:50"),
        """Hi Mira,

the printed manual is missing for 40098. Are you OK with shipping it anyway? The PDF is online.

Liam""",
    )
    thread.say(MIRA, at("05-12", "10:58"), "👍", quoted=False, content=reaction("👍"))
    return tale(thread, (ask, {"state": "acknowledged", "acknowledgement_kind": "reaction", "outcome": "met"}))


def _thanks() -> Tale:
    thread = Thread("danke", "Danke für gestern")
    note = thread.say(
        MARTA,
        at("04-16", "09:05"),
        """Hallo Mira,

danke noch einmal für deine Hilfe gestern, ohne dich wären wir nicht fertig geworden.

Marta""",
    )
    return tale(thread, (note, None))


def _again() -> Tale:
    thread = Thread("asset", "Asset list 2026")
    first = thread.say(
        CAROL,
        at("04-15", "10:10"),
        """Hi Mira,

which of the scales on the asset list are still in use?

Carol""",
    )
    thread.say(
        MIRA,
        at("04-15", "10:50"),
        """Hi Carol,

all but number 7, that one was scrapped in January.

Mira""",
    )
    thread.say(CAROL, at("04-15", "11:05"), "Great, thanks Mira!")
    second = thread.say(
        CAROL,
        at("04-16", "14:20"),
        """Hi Mira,

one more thing about the list: do you have the scrap certificate for number 7?

Carol""",
    )
    thread.say(
        MIRA,
        at("04-16", "15:00"),
        """Hi Carol,

yes, attached.

Mira""",
        attachment="scrap-certificate-7.pdf",
    )
    return tale(thread, (first, {"state": "answered", "chasers": 0}), (second, {"state": "answered", "outcome": "met"}))


def _receipt() -> Tale:
    thread = Thread("contract", "Signed contract")
    thread.say(
        MIRA,
        at("04-29", "11:00"),
        """Hi Carol,

here is the signed contract with the carrier, for your files.

Mira""",
        to=(CAROL,),
        attachment="carrier-2026.pdf",
    )
    note = receipt(thread.letters[0], CAROL, at("04-29", "11:20"))
    thread.letters.append(note)
    return tale(thread, (note, None))


def tales() -> tuple[Tale, ...]:
    """The stories of this file."""
    return (_reaction(), _thanks(), _again(), _receipt())
