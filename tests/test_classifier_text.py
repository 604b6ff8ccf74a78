"""Zones of a mail's text: what is new, quoted, forwarded, signature, small print; fingerprints of quotations."""

from __future__ import annotations

import textwrap

import pytest

from inboxwatch.classifier.prints import OWN, QUOTED, own_prints, quoted_prints
from inboxwatch.classifier.text import Zones, zone

QUOTES = {
    "gmail": "Fine.\n\nOn Mon, 2 Mar 2026 at 10:00, Bo <bo@corp.example> wrote:\n> Is it fine?",
    "gmail wrapped": "Fine.\n\nOn Mon, 2 Mar 2026 at 10:00, Bo Jansen\n<bo@corp.example> wrote:\n\n> Is it fine?",
    "unmarked": "Fine.\n\nOn 2 Mar 2026, at 10:00, Bo <bo@corp.example> wrote:\n\nIs it fine?",
    "german": "Fine.\n\nAm 02.03.26 um 10:00 schrieb Bo Jansen:\n> Is it fine?",
    "french": "Fine.\n\nLe lun. 2 mars 2026 à 10:00, Bo <bo@corp.example> a écrit :\n\n> Is it fine?",
    "spanish": "Fine.\n\nEl lun, 2 mar 2026 a las 10:00, Bo (<bo@corp.example>) escribió:\n\n> Is it fine?",
    "italian": "Fine.\n\nIl giorno lun 2 mar 2026 alle ore 10:00 Bo <bo@corp.example> ha scritto:\n\n> Is it fine?",
    "portuguese": "Fine.\n\nEm seg., 2 de mar. de 2026 às 10:00, Bo <bo@corp.example> escreveu:\n\n> Is it fine?",
    "dutch": "Fine.\n\nOp ma 2 mrt 2026 om 10:00 schreef Bo <bo@corp.example>:\n\n> Is it fine?",
    "polish": "Fine.\n\npon., 2 mar 2026 o 10:00 Bo <bo@corp.example> napisał(a):\n\n> Is it fine?",
    "outlook": "Fine.\n\n-----Original Message-----\nFrom: Bo\nSent: Monday\nTo: Ada\nSubject: Fine\n\nIs it fine?",
    "outlook german": "Fine.\n\nVon: Bo\nGesendet: Montag, 2. März 2026 10:00\nAn: Ada\nBetreff: Fine\n\nIs it fine?",
    "outlook french": "Fine.\n\nDe : Bo\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Ada\nObjet : Fine\n\nIs it fine?",
    "outlook bold": "Fine.\n\n________________________________\n*From:* Bo\n*Sent:* Monday\n*To:* Ada\n"
    "*Subject:* Fine\n\nIs it fine?",
    "lotus": "Fine.\n\n\n\nBo Jansen@CORP\n03/02/2026 10:00 AM\nTo: Ada Lovelace/Corp@CORP\n"
    "cc: \nSubject: Fine\n\nIs it fine?",
    "name first": "Fine.\n\nBo <bo@corp.example> schrieb am Mo., 2. März 2026\num 10:00 Uhr:\n\n> Is it fine?",
    "no verb": 'Fine.\n\n02.03.2026, 10:00, "Bo" <bo@corp.example>:\nIs it fine?',
    "no colon": "Fine.\n\nOn Mon, 2 Mar 2026 10:00:00 +0100 Bo <bo@corp.example> wrote\nIs it fine?",
    "no colon between rulers": "Fine.\n\n---- On Mon, 2 Mar 2026 10:00:00 bo@corp.example wrote ----\nIs it fine?",
    "gmail of old": "Fine.\n\n2026-03-02 10:00 GMT+01:00 Bo Jansen <bo@corp.example>:\nIs it fine?",
    "wrapped at the colon": "Fine.\n\nAm 02.03.2026 10:00 schrieb Bo <bo@corp.example\n>:\n\n> Is it fine?",
    "wrapped over three": 'Fine.\nLe 2 mars 2026 10:00, "Bo"\n<bo@corp.example>\na écrit :\n\n> Is it fine?',
    "finnish wrapped": "Fine.\n\nma 2. maaliskuuta 2026 klo 10.00 Bo\n<bo@corp.example> kirjoitti:\n\nIs it fine?",
    "italian in data": 'Fine.\n\nIn data 2 marzo 2026 10:00:31 "Bo" <bo@corp.example> ha scritto:\n\nIs it fine?',
    "ukrainian": 'Fine.\n\n2 бер. 2026 р. 10:00 "Bo" <bo@corp.example> пише:\n\n> Is it fine?',
    "outlook danish": "Fine.\n\n-------- Oprindelig besked --------\nFra: Bo\nTil: Ada\n\nIs it fine?",
    "outlook bold without ruler": "Fine.\n\n*From:* Bo [mailto:bo@corp.example]\n*Sent:* Mon\n*To:* Ada\n\nIs it fine?",
    "orange": "Fine.\n\n====\nMessage du : 02/03/2026 10:00\nDe : Bo\nA : Ada\nSujet : x\n\nIs it fine?",
    "lotus external": 'Fine.\n\n\n"Bo" <bo@corp.example> on 03/02/2026 10:00:57 AM\n'
    'To: "Ada" <ada@corp.example>\ncc:\n\nSubject: Fine\n\nIs it fine?',
}


@pytest.mark.parametrize("text", QUOTES.values(), ids=QUOTES.keys())
def test_quotation_is_cut_off(text: str) -> None:
    """Usual clients in usual languages: the new text is left, the question belongs to the quotation."""
    zones = zone(text)
    assert zones.text == "Fine."
    assert any("Is it fine?" in line for line in zones.quoted)
    assert not zones.forwards


def test_inline_answers_are_kept() -> None:
    """Answers between quoted lines are new text."""
    zones = zone("Bo wrote:\n> Is it fine?\nYes.\n> And this?\nThat, too.")
    assert zones.text == "Yes.\nThat, too."


def test_a_quoted_line_that_was_wrapped_without_a_mark_is_quoted() -> None:
    """The sentence goes on in lower case between quoted lines; an answer in between begins with a capital."""
    long = "> It was decided that every department sends the figures of its last quarter to"
    assert zone(f"Fine.\n{long}\nthe office\n> in Rotterdam.").text == "Fine."
    assert zone(f"Fine.\n{long}\nNot mine\n> in Rotterdam.").text == "Fine.\nNot mine"


def test_a_persons_colon_is_no_attribution() -> None:
    """Words about writing, dates and times in a person's own lines cut nothing."""
    for line in (
        "Bo wrote to me in May:",
        "At 10:30 we agreed on this:",
        "These are the points he wrote about:",
        "2026 plan:",
    ):
        assert zone(f"Hi Ada,\n{line}\nfirst we paint, then we pay.").text.endswith("then we pay.")


SIGNATURES = {
    "dashes": "See you.\n\n-- \nBo Jansen\nPhone 123",
    "regards": "See you.\n\nBest regards,\nBo Jansen\nHead of IT",
    "german": "See you.\n\nViele Grüße\nBo",
    "french": "See you.\n\nCordialement,\nBo",
    "one line": "See you.\n\nThanks, Bo",
    "phone": "See you.\n\nSent from my iPhone",
    "small print": "See you.\n\nThis e-mail and any attachments are confidential and "
    "intended solely for the addressee.\nDelete it.",
    "all of them": "See you.\n\nCheers,\nBo\n\nSent from my iPad\n\nCONFIDENTIALITY NOTICE: this is privileged.",
    "above a quotation": "See you.\n\nRegards,\nBo\n\n-----Original Message-----\n"
    "From: Ada\nTo: Bo\nSubject: x\n\nWhen?",
}


@pytest.mark.parametrize("text", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_signature_is_cut_off(text: str) -> None:
    """Sign-offs, name blocks, lines added by phones, small print."""
    assert zone(text).text == "See you."


def test_what_was_cut_is_kept_as_signature() -> None:
    """Sign-off, name, phone line and small print are their own zone; nothing is lost."""
    zones = zone("See you.\n\nCheers,\nBo\n\nSent from my iPad\n\nCONFIDENTIALITY NOTICE: this is privileged.")
    assert [line for line in zones.signature if line] == [
        "Cheers,", "Bo", "Sent from my iPad", "CONFIDENTIALITY NOTICE: this is privileged.",
    ]  # fmt: skip
    assert zone("See you.\n-- \nBo").signature == ("Bo",)
    assert zone("See you.").signature == ()


def test_postscript_is_kept() -> None:
    """What stands after PS is meant."""
    assert zone("See you.\n\nRegards,\nBo\n\nPS: bring the key").text == "See you.\nPS: bring the key"


def test_thanks_alone_is_text() -> None:
    """A mail that is nothing but a sign-off says that."""
    assert zone("Hi Bo,\n\nThanks!\n\nAda").text.startswith("Hi Bo,\n\nThanks!")


def test_question_below_thanks_is_kept() -> None:
    """The words "Thanks" in the middle is no signature."""
    assert "When" in zone("See you.\n\nThanks,\n\nWhen do you come?").text


FORWARDS = [
    "FYI\n\n---------- Forwarded message ---------\nFrom: Bo\nDate: Mon\nSubject: x\nTo: Ada\n\nHello.",
    "FYI\n\nBegin forwarded message:\n\nFrom: Bo\nSubject: x\n\nHello.",
    "FYI\n\n-------- Weitergeleitete Nachricht --------\nBetreff: x\nVon: Bo\n\nHello.",
    "FYI\n---------------------- Forwarded by Ada/Corp on 03/02/2026 10:00 AM ---------------------------\nHello.",
]


@pytest.mark.parametrize("text", FORWARDS)
def test_forward(text: str) -> None:
    """A forwarded block is quoted text, and the mail says that it forwards."""
    zones = zone(text)
    assert (zones.text, zones.forwards) == ("FYI", True)


def test_flattened_mail() -> None:
    """An export without line ends still shows its separator."""
    assert zone("Fine. -----Original Message----- From: Bo Is it fine?").text == "Fine."


def test_empty_text() -> None:
    """Nothing in, nothing out."""
    assert zone("") == Zones((), (), forwards=False, closing="", signature=("",), text="")


ORIGINAL = """\
The committee decided on Tuesday that every department delivers its figures before the end of the quarter.
Please prepare yours in the usual spreadsheet and mention investments above ten thousand separately.
Questions about depreciation should go to the accounting office in Rotterdam."""
OTHER = """\
Our canteen introduces vegetarian weeks starting with the first of April, including regional vegetables and soups.
Colleagues who prefer something different find sandwiches in the cafeteria beside the entrance."""


def test_prints_survive_wrapping_and_quoting() -> None:
    """A quotation meets its original although every line broke elsewhere, and meets nothing else."""
    original = set(own_prints(ORIGINAL.splitlines()))
    wrapped = textwrap.wrap(" ".join(ORIGINAL.split()), 38)
    reply = zone("Fine.\n\nOn 2 Mar 2026, Ada <ada@corp.example> wrote:\n" + "\n".join("> " + line for line in wrapped))
    quoted = set(quoted_prints(reply.quoted))
    assert len(original & quoted) >= len(original) - 2
    assert not set(own_prints(OTHER.splitlines())) & quoted


def test_prints_of_a_short_mail_quoted_with_its_own_quotation() -> None:
    """A few words above a long quotation still tie the answer to them."""
    first = zone("What is this project?\n\n-----Original Message-----\nFrom: Bo\nTo: Ada\nSubject: x\n\n" + ORIGINAL)
    text = "A rebuild.\n\n-----Original Message-----\nFrom: Ada\nTo: Bo\nSubject: RE: x\n\nWhat is this project?\n\n"
    answer = zone(text + "-----Original Message-----\nFrom: Bo\nTo: Ada\nSubject: x\n\n" + ORIGINAL)
    assert set(own_prints(first.own)) & set(quoted_prints(answer.quoted))


def test_prints_are_bounded_numbers() -> None:
    """At most 24 and 48 unsigned 32-bit numbers; thanks tie nothing."""
    long = [f"Wonderful sentence number{i} containing different{i} elements{i}" for i in range(500)]
    assert len(own_prints(long)) <= OWN
    assert len(quoted_prints(long)) <= QUOTED
    assert all(0 <= value < 2**32 for value in own_prints(long))
    assert own_prints(["Thanks!"]) == ()
