"""What a message asks, and what it does in a conversation, in several languages."""

from __future__ import annotations

import pytest

from inboxwatch.classifier import VERSION, classify, evaluate, reason_words
from inboxwatch.classifier.evaluate import mail_of, measure
from inboxwatch.classifier.reasons import WORDS
from inboxwatch.model import Owner, RequestKind, Verdict

OWNER = Owner(frozenset({"ada@corp.example", "a.lovelace@corp.example"}), ("Ada Lovelace",))


def read(text: str, to: tuple[str, ...] = ("ada@corp.example",), subject: str = "Printer") -> Verdict:
    """The verdict on a text addressed to Ada."""
    row = {
        "text": text,
        "date": "2026-03-04T09:15:00+01:00",
        "to": list(to),
        "from": "bo@corp.example",
        "subject": subject,
    }
    return classify(mail_of(row), OWNER)


NEEDS_REPLY = [
    "Could you send me the new price list?",
    "Can you please check the invoice",
    "Please let me know what you think.",
    "Hi Ada,\n\nwhat time does the meeting start?\n\nBest regards,\nBo",
    "I need your approval for the attached order.",
    "I was wondering if you have a spare monitor.",
    "Do you have the figures for March?",
    "We are waiting for your decision.",
    "Are you available on Thursday?",
    "Please confirm the delivery address.",
    "Kannst du mir bitte die Liste schicken?",
    "Könnten Sie die Rechnung prüfen?",
    "Bitte um kurze Rückmeldung.",
    "Wann passt es dir nächste Woche?",
    "Ich brauche noch deine Freigabe.",
    "Pouvez-vous m'envoyer le rapport ?",
    "Merci de me confirmer la date.",
    "J'ai besoin de votre accord.",
    "¿Puedes enviarme la factura?",
    "Por favor, confirme la dirección.",
    "Necesito tu aprobación.",
    "Puoi mandarmi il documento?",
    "Fammi sapere se va bene.",
    "Você pode enviar o contrato?",
    "Preciso da sua aprovação, por favor.",
    "Kun je de factuur controleren?",
    "Laat me weten wat je ervan vindt.",
    "Czy możesz przesłać umowę?",
    "Proszę o potwierdzenie.",
    "你能把文件发给我吗？",
]
NO_REPLY = [
    "Thanks!",
    "Thank you, that helps a lot.",
    "Got it.",
    "FYI",
    "For your information: the canteen is closed on Friday.",
    "No reply needed.",
    "The report is attached. Let me know if you have any questions.",
    "The server will be restarted tonight. No action required.",
    "Here is the file you asked for.",
    "Have a nice weekend!",
    "Please find attached the minutes.",
    "Done.",
    "Yes, go ahead.",
    "Danke!",
    "Vielen Dank für die schnelle Antwort.",
    "Zur Info: Der Server ist morgen nicht erreichbar.",
    "Anbei das Protokoll. Bei Fragen melde dich gerne.",
    "Schönes Wochenende!",
    "Merci beaucoup.",
    "Pour information, le bureau est fermé lundi.",
    "N'hésitez pas à me contacter si vous avez des questions.",
    "Muchas gracias.",
    "Adjunto el informe. Quedo a tu disposición.",
    "Grazie mille.",
    "Obrigado pela ajuda.",
    "Bedankt voor je hulp.",
    "Dziękuję za pomoc.",
]


@pytest.mark.parametrize("text", NEEDS_REPLY)
def test_needs_a_reply(text: str) -> None:
    """Questions, requests, approvals and dates to find, with and without a question mark."""
    verdict = read(text)
    assert verdict.score >= 0.5, verdict.reasons
    assert verdict.reasons


@pytest.mark.parametrize("text", NO_REPLY)
def test_needs_no_reply(text: str) -> None:
    """Thanks, information, closing formulas, answers."""
    verdict = read(text)
    assert verdict.score < 0.5, verdict.reasons


def test_quoted_question_is_not_asked_again() -> None:
    """What stands in a quotation was asked by somebody else."""
    verdict = read(
        "Done.\n\nOn Mon, 2 Mar 2026 at 10:00, Ada <ada@corp.example> wrote:\n> Could you send me the list?\n> Please?"
    )
    assert (verdict.score < 0.5, verdict.text) == (True, "Done.")


KINDS = [
    ("Which version do you use?", RequestKind.QUESTION),
    ("Please send me the list.", RequestKind.REQUEST),
    ("Could you approve the order?", RequestKind.APPROVAL),
    ("Can we meet on Tuesday?", RequestKind.SCHEDULING),
    ("Wann hast du Zeit für ein Treffen?", RequestKind.SCHEDULING),
    ("Ich brauche deine Freigabe.", RequestKind.APPROVAL),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: RequestKind) -> None:
    """What a request asks for."""
    assert read(text).kind is kind


HOLDING = [
    "Got it, I'll look into it by Friday.",
    "Received, will get back to you.",
    "On it.",
    "I'm checking with Max, you'll hear from me tomorrow.",
    "Thanks for your mail. I will come back to you next week.",
    "Hi Bo,\n\nthanks, I'll take a look this afternoon.\n\nBest,\nAda",
    "Sorry, I'm in meetings all day. I'll get back to you tomorrow.",
    "Will do.",
    "Ich kümmere mich darum.",
    "Danke, ich schaue es mir morgen an.",
    "Ist angekommen, ich melde mich bis Freitag.",
    "Bin dran.",
    "Je m'en occupe.",
    "Bien reçu, je reviens vers vous demain.",
    "Recibido, lo miro mañana.",
    "Me encargo yo.",
    "Ricevuto, ti faccio sapere domani.",
    "Me ne occupo io.",
    "Recebido, vou verificar.",
    "Ontvangen, ik kom er morgen op terug.",
    "Ik ga ernaar kijken.",
    "Otrzymałem, sprawdzę to jutro.",
]
ANSWERS = [
    "Done.",
    "Yes, go ahead",
    "No",
    "Attached.",
    "Here is the list, thanks.",
    "The price is 40 EUR.",
    "The price is 40 EUR. I'll send the contract tomorrow.",
    "Which printer do you mean?",
    "I'll look into it. Which version do you use?",
    "Works for me.",
    "Thanks!",
    "You can use the old form.",
    "Ja, passt.",
    "Erledigt.",
    "Anbei die Liste.",
    "Meinst du den Drucker im dritten Stock?",
    "Oui, c'est bon pour moi.",
    "Ci-joint le rapport.",
    "Sí, adelante.",
    "In allegato il file.",
    "Ja, dat is goed.",
    "Tak, zgadza się.",
]


@pytest.mark.parametrize("text", HOLDING)
def test_holding_reply(text: str) -> None:
    """It says only that the request was received and will be seen to."""
    verdict = read(text, subject="Re: Printer")
    assert verdict.holding, verdict.reasons
    assert verdict.score < 0.5


@pytest.mark.parametrize("text", ANSWERS)
def test_answer_is_no_holding_reply(text: str) -> None:
    """An answer, a file, a decision or a question back is a reply."""
    assert not read(text, subject="Re: Printer").holding


CHASERS = [
    "Any news?",
    "Any update on this?",
    "Just following up on my request.",
    "I am still waiting for the list.",
    "A gentle reminder.",
    "Did you have a chance to look at it?",
    "I haven't heard back from you.",
    "Could you send me the list?",
    "Gibt es schon etwas Neues?",
    "Ich wollte nur nachfragen, wie der Stand ist.",
    "Kleine Erinnerung an meine Anfrage.",
    "Ich warte noch auf die Liste.",
    "Avez-vous des nouvelles ?",
    "Je me permets de vous relancer.",
    "¿Hay alguna novedad?",
    "Sigo esperando la factura.",
    "Ci sono novità?",
    "Alguma novidade?",
    "Is er al nieuws?",
    "Czy są jakieś wieści?",
]
NO_CHASERS = [
    "Here is the attachment.",
    "Sorry, I forgot the attachment. Here it is.",
    "Never mind, found it.",
    "It is solved, no longer needed.",
    "Thanks!",
    "Hier noch der Anhang.",
    "Hat sich erledigt.",
    "Voici la pièce jointe.",
]


@pytest.mark.parametrize("text", CHASERS)
def test_asks_again(text: str) -> None:
    """A nudge or a repeated question."""
    assert read(text, subject="Re: Printer").asks_again


@pytest.mark.parametrize("text", NO_CHASERS)
def test_does_not_ask_again(text: str) -> None:
    """What merely adds to a request or withdraws it."""
    assert not read(text, subject="Re: Printer").asks_again


WITHDRAWALS = [
    "Solved.",
    "It is no longer needed, thanks.",
    "Never mind.",
    "Never mind, I found it.",
    "Found it, sorry for the noise.",
    "Please disregard my last mail.",
    "The problem is solved.",
    "Works again, thanks.",
    "Hat sich erledigt.",
    "Das hat sich inzwischen geklärt, danke.",
    "Ich brauche es nicht mehr.",
    "C'est résolu, merci.",
    "Je n'en ai plus besoin, j'ai trouvé.",
    "Ya está resuelto, gracias.",
    "Ya no lo necesito.",
    "Non serve più, grazie.",
    "Ho risolto.",
    "Já está resolvido.",
    "Is al opgelost.",
    "Niet meer nodig.",
    "Już nieaktualne.",
]
NO_WITHDRAWALS = [
    "It is not solved yet.",
    "Is it solved?",
    "Can you solve this?",
    "Could you let me know when it is fixed?",
    "Das ist noch nicht erledigt.",
    "Ist das schon erledigt?",
    "Ce n'est pas résolu.",
    "Todavía no está resuelto.",
    "Please find it.",
]


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_withdraws(text: str) -> None:
    """Solved, or no longer needed."""
    verdict = read(text, subject="Re: Printer")
    assert verdict.withdraws
    assert verdict.score < 0.5


@pytest.mark.parametrize("text", NO_WITHDRAWALS)
def test_does_not_withdraw(text: str) -> None:
    """Not solved, or a question about it."""
    assert not read(text, subject="Re: Printer").withdraws


BOTH = ("Ada Lovelace <ada@corp.example>", "Bo Jansen <bo.jansen@corp.example>")
GREETINGS = [
    ("Hi Ada,\n\ncan you help?", (True, False, True)),
    ("Ada, can you help?", (True, False, True)),
    ("Dear Ms Lovelace,\n\ncan you help?", (True, False, True)),
    ("Hi Bo,\n\ncan you help?", (False, True, False)),
    ("Hallo Bo,\n\nkannst du helfen?", (False, True, False)),
    ("Dear Mr Jansen,\n\ncan you help?", (False, True, False)),
    ("Bo, can you help?", (False, True, False)),
    ("Hi Bo and Ada,\n\ncan you help?", (True, False, True)),
    ("Hi Bo, hi Ada,\n\ncan you help?", (False, True, True)),
    ("Hi all,\n\ncan you help?", (False, False, False)),
    ("Hi team,\n\ncan you help?", (False, False, False)),
    ("Hi both,\n\ncan you help?", (False, False, False)),
    ("Hallo zusammen,\n\nkönnt ihr helfen?", (False, False, False)),
    ("Bonjour à tous,\n\nmerci de répondre.", (False, False, False)),
    ("Can you help?", (False, False, False)),
    ("Hi Bo,\n\nplease pay it. Ada, could you check the sum?", (False, True, True)),
    ("Hi Bo,\n\nplease pay it. Could Ada please check?", (False, True, True)),
    ("Hi Bo,\n\nplease pay it. @Ada: is that right?", (False, True, True)),
    ("Hi Bo,\n\nthe adapter is on Canada street.", (False, True, False)),
    ("Hi Bo,\n\nplease pay it.\n\nBest regards,\nAda Smith", (False, True, False)),
]


@pytest.mark.parametrize(("text", "expected"), GREETINGS)
def test_greeting(text: str, expected: tuple[bool, bool, bool]) -> None:
    """Owner greeted, only others greeted, owner named anywhere in the new text."""
    verdict = read(text, BOTH)
    assert (verdict.greets_owner, verdict.greets_others, verdict.names_owner) == expected


def test_local_part_is_enough_to_know_a_recipient() -> None:
    """Recipients without display names are known by their addresses."""
    verdict = read("Hi Bo,\n\ncan you help?", ("ada@corp.example", "bo.jansen@corp.example"))
    assert (verdict.greets_others, verdict.names_owner) == (True, False)


def test_name_that_is_also_a_word() -> None:
    """The words "Will you" names nobody called Will; "Will," does."""
    owner = Owner(frozenset({"will@corp.example"}), ("Will Price",))
    row = {"to": ["will@corp.example", "bo@corp.example"]}
    assert not classify(mail_of({**row, "text": "Hi Bo,\n\nWill you come? The price is right."}), owner).names_owner
    assert classify(mail_of({**row, "text": "Hi Bo,\n\nI agree. Will, can you pay?"}), owner).names_owner


def test_thanks() -> None:
    """Thanks for something, not in advance."""
    assert read("Thank you!").thanks
    assert read("Danke dir.").thanks
    assert not read("Please send it.").thanks


def test_reasons_have_words() -> None:
    """Every code that a verdict carries can be read by a person, and quotes what it quotes."""
    verdict = read("Hi Ada,\n\ncould you please send me the list by Friday?")
    assert set(verdict.reasons) <= set(WORDS)
    words = reason_words(verdict.reasons, verdict.quotes)
    assert any("could you please send me the list" in line for line in words)
    assert reason_words(["question", "future-code"]) == ["asks a question", "future-code"]
    assert verdict.version == VERSION


def test_more_evidence_scores_higher() -> None:
    """The score is monotone in evidence, so that a threshold can be moved."""
    one = read("Is it ready?").score
    two = read("Is it ready? Please let me know.").score
    assert read("It is ready.").score < one < two


def test_evaluate() -> None:
    """Figures over labelled rows; borderline rows are skipped, mistakes come with reasons, the most confident first."""
    rows = [
        {"id": "1", "text": "Could you please send it?", "to": [], "needs_reply": True},
        {"id": "2", "text": "Thanks!", "from": None, "subject": None, "date": None, "needs_reply": False},
        {"id": "3", "text": "What?", "needs_reply": None},
        {"id": "4", "text": "It rains.", "needs_reply": True},
        {"id": "5", "text": "Could you call me?", "needs_reply": False},
    ]
    found = evaluate(rows)
    assert (found.n, found.positives, found.precision, found.recall) == (4, 2, 0.5, 0.5)
    assert [mistake.id for mistake in found.mistakes] == ["5", "4"]
    assert set(found.as_json()) == {
        "n", "positives", "precision", "recall", "f1", "average_precision", "roc_auc", "threshold",
    }  # fmt: skip


def test_measure_against_figures_worked_by_hand() -> None:
    """Ranking .9 yes, .8 no, .7 yes, .1 no: precisions 1 and 2/3, three of four pairs in order."""
    found = measure([(0.9, True), (0.8, False), (0.7, True), (0.1, False)], 0.5)
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.roc_auc == pytest.approx(0.75)
    assert (found.precision, found.recall, found.f1) == (pytest.approx(2 / 3), 1.0, pytest.approx(0.8))


def test_measure_with_nothing_to_measure() -> None:
    """Ties, no positives and no rows give 0 instead of an error."""
    assert measure([], 0.5).f1 == 0.0
    assert measure([(0.2, False)], 0.5).average_precision == 0.0
    tied = measure([(0.5, True), (0.5, False)], 0.5)
    assert (tied.average_precision, tied.roc_auc) == (0.5, 0.5)
