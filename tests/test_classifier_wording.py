"""Wordings of everyday office mail in eight languages: holding replies, promises, answers, chasers, withdrawals."""

from __future__ import annotations

import datetime as dt

import pytest

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.model import Owner, Verdict

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
TUESDAY = "2026-03-03T10:15:00+01:00"


def read(text: str, subject: str = "Re: Printer") -> Verdict:
    """The verdict on a text written to Ada on Tuesday, 3 March 2026."""
    row = {"text": text, "date": TUESDAY, "to": ["ada@corp.example"], "from": "bo@corp.example", "subject": subject}
    return classify(mail_of(row), OWNER)


HOLDING = [
    "Got it, I'm on it. You hear from me by Thursday noon.",
    "Got it, Bo looks into it and comes back to you.",
    "Thanks, Bo will get back to you.",
    "Thanks, one of my colleagues will come back to you tomorrow.",
    "I have passed it to Bo, he will answer you.",
    "Hi Liam,\n\nthanks, I have your message. I need to see what is left and will let you know by Wednesday.\n\nMira",
    "I have to ask the warehouse first and will come back to you.",
    "Let me check and get back to you.",
    "Let me see what I can do.",
    "I need to ask Carol first.",
    "We need to look into this, bear with us.",
    "Thanks Bo,\n\nI'll check it and let you know tomorrow.\n\nAda",
    "Thank you for your message, I will look at it next week.",
    "Seen it, give me a little time to check.",
    "Just a quick note that your message has arrived. I will reply in detail later this week.",
    "Your mail has arrived, I answer in detail on Friday.",
    "Message received. More on Monday.",
    "Noted, thanks. You will have my answer tomorrow.",
    "Understood, I will try to have it ready by noon.",
    "Sorry for the delay, I will get to it tomorrow.",
    "I'm away until Thursday, I will look at it then.",
    "I haven't had time yet, I will do it tomorrow.",
    "This is on my list for today.",
    "It's on my radar, expect an answer by Friday.",
    "Hallo Alice, danke für deine Nachricht, ich kümmere mich darum und melde mich bis Freitag.",
    "Danke für Ihre Mail. Bo kümmert sich darum und meldet sich bei Ihnen.",
    "danke, ist angekommen. Ich kläre das und melde mich.",
    "habe ich gesehen, ich schaue es mir an.",
    "Ich muss erst Carol fragen, melde mich morgen.",
    "Ich muss das noch intern klären.",
    "Mache ich.",
    "Kümmere mich drum.",
    "Ich gebe dir bis Freitag Bescheid.",
    "Ich habe es an Bo weitergeleitet, er meldet sich bei dir.",
    "Bin gerade unterwegs, schaue ich mir morgen an.",
    "Du hörst bis Donnerstag von mir.",
    "Sie bekommen bis morgen Mittag eine Antwort.",
    "Bonjour Alice, bien reçu, je reviens vers vous d'ici jeudi.",
    "Merci pour votre message, je m'en occupe et vous réponds demain.",
    "Bo s'en occupe et revient vers toi.",
    "Je dois d'abord demander à Carol.",
    "Je regarde et je te dis.",
    "Je te tiens au courant.",
    "Vous aurez ma réponse d'ici vendredi.",
    "recibido, lo miro y te digo algo.",
    "gracias, lo consulto con el almacén.",
    "Gracias por tu mensaje, me ocupo y te respondo mañana.",
    "Bo se encarga y te contesta.",
    "Tengo que preguntar primero a Carol.",
    "Te digo algo el viernes.",
    "Ciao Giulia,\n\nho ricevuto il profilo. Lo guardo con calma e ti rispondo entro giovedì.\n\nMira",
    "Grazie per il messaggio, me ne occupo e ti rispondo domani.",
    "Se ne occupa Bo, ti risponde lui.",
    "Devo prima chiedere a Carol.",
    "Ti faccio sapere entro venerdì.",
    "Obrigado pela mensagem, vou tratar disso e respondo amanhã.",
    "O Bo trata disso e responde-te.",
    "Tenho de perguntar primeiro à Carol.",
    "Dou-te uma resposta até sexta.",
    "Bedankt voor je bericht, ik ga ernaar kijken en laat het je morgen weten.",
    "Bo pakt het op en komt bij je terug.",
    "Ik moet het eerst aan Carol vragen.",
    "Je hoort vrijdag van me.",
    "Dziękuję za wiadomość, zajmę się tym i odpiszę jutro.",
    "Bo się tym zajmie i odpowie.",
    "Muszę najpierw zapytać Carol.",
    "Dam znać do piątku.",
    "Sorry, I need longer. You will have it by Friday.",
    "This takes longer than I thought, I need another day.",
    "Got it - you'll have my answer by tomorrow noon.",
    "Noted, expect an answer by end of the week.",
    "You'll have my answer by Friday.",
    "Ich brauche noch etwas länger, du bekommst es bis Freitag.",
    "Das dauert leider etwas länger.",
    "J'ai besoin de plus de temps, vous l'aurez vendredi.",
    "Necesito más tiempo, lo tendrás el viernes.",
    "Ho bisogno di più tempo, lo avrai venerdì.",
    "Preciso de mais tempo, envio-te na sexta.",
    "Ik heb meer tijd nodig, je hebt het vrijdag.",
    "Potrzebuję więcej czasu, dostaniesz to w piątek.",
    "OK, I'll ask Max.",
    "Sorry, this slipped through. You'll get it today.",
    "Thanks for the reminder, I'm working on it.",
    "We have received your request and will process it within two working days.",
    "Alles klar, ich setze mich dran.",
    "Steht auf meiner Liste für heute.",
    "Presa in carico, vi aggiorniamo entro domani.",
    "Ik zoek het uit en kom erop terug.",
    "Kommt morgen.",
]
ANSWERS = [
    "Yes.",
    "In June.",
    "In June. I'll send the details tomorrow.",
    "It's 42 euros. I'll send the sheet this afternoon.",
    "The address is wrong. I will get you the right one today.",
    "The price went up. I'll check the rest.",
    "I am looking forward to it.",
    "Thanks for the invitation, but I'm going to have to pass.",
    "FYI, this goes out tonight. I'll send you the final text.",
    "I just want to verify that we bought ten of them.",
    "I spoke to Erik, the letter is a fake.",
    "The second one. The first still had the old price.",
    "Thursday, please, on Wednesday we have two containers.",
    "Noon is fine, the carrier only comes at two. I tell the warehouse.",
    "It is, with the blue ribbon. I bring it over after lunch tomorrow.",
    "We have room 12 on the second floor. I'll see you there.",
    "Eight per cent of the order value. I will forward you my note of the call.",
    "Sorry, I can't share those numbers before the board has approved them.",
    "Which figures do you mean, those of March or of April?",
    "We need twenty. I'll send the order tomorrow.",
    "I need the order number first.",
    "mache ich, die drei Protokolle habe ich dir gerade geschickt",
    "Mache ich, ist schon raus.",
    "Hallo Alice,\n\nist freigegeben.\n\nGruß\nAda",
    "passt, ich habe sie gerade freigegeben.",
    "ich habe eben zweitausend bestellt, sie kommen übermorgen.",
    "ja, ich habe mit ihm gesprochen, er macht es.",
    "Jonas und Marta, beide nur lesend.",
    "elle part jeudi avec le transporteur, donc livraison lundi au plus tard.",
    "c'est fait, la nouvelle adresse figure sur la confirmation.",
    "Je viens de l'envoyer.",
    "sí, sale el jueves por la tarde.",
    "Ya lo he enviado.",
    "entro la fine del mese, me ne mancano due.",
    "L'ho appena inviato.",
    "Acabei de enviar.",
    "Ik heb het net verstuurd.",
    "Właśnie wysłałem.",
    "Done, I have sent it to Carol.",
    "Sure, I'll be there on Thursday at 10.",
    "OK, I will join the call at four.",
    "Sure, see you on Thursday.",
    "Gern, ich bin dabei.",
    "Klar, ich komme am Donnerstag.",
    "D'accord, j'y serai jeudi à dix heures.",
    "Vale, allí estaré el jueves.",
    "Va bene, ci sarò giovedì.",
    "Claro, estarei lá na quinta.",
    "Prima, ik ben erbij.",
    "Dobrze, będę o dziesiątej.",
    "Okay, please send me the file.",
    "Alles klar, sende mir bitte die Datei.",
    "I've just sent it to you.",
    "I sent it yesterday.",
    "I just approved it.",
]


@pytest.mark.parametrize("text", HOLDING)
def test_holding_reply(text: str) -> None:
    """Received, somebody sees to it, you hear from us: nothing is answered."""
    verdict = read(text)
    assert verdict.holding, verdict.reasons
    assert verdict.score < 0.5


@pytest.mark.parametrize("text", ANSWERS)
def test_answer_is_no_holding_reply(text: str) -> None:
    """A fact, a decision, a refusal, something done, or a question back."""
    assert not read(text).holding


PROMISES = [
    ("Got it, I'm on it. You hear from me by Thursday noon.", (3, 5), dt.time(12)),
    ("I need to see what is left and will let you know by Wednesday.", (3, 4), None),
    ("Hallo Alice, danke für deine Nachricht, ich kümmere mich darum und melde mich bis Freitag.", (3, 6), None),
    ("Bonjour Alice, bien reçu, je reviens vers vous d'ici jeudi.", (3, 5), None),
    ("Ciao Giulia,\n\nho ricevuto il profilo. Lo guardo e ti rispondo entro giovedì.\n\nMira", (3, 5), None),
    ("Te digo algo el viernes.", (3, 6), None),
    ("Dou-te uma resposta até sexta.", (3, 6), None),
    ("Je hoort vrijdag van me.", (3, 6), None),
    ("Dam znać do piątku.", (3, 6), None),
    ("You will have my answer by noon on Friday.", (3, 6), dt.time(12)),
    ("Expect an answer by Friday.", (3, 6), None),
    ("I answer in detail on Friday.", (3, 6), None),
    ("Sie bekommen bis morgen Mittag eine Antwort.", (3, 4), dt.time(12)),
    ("Sorry, I need longer. You will have it by Friday.", (3, 6), None),
    ("Got it - you'll have my answer by tomorrow noon.", (3, 4), dt.time(12)),
    ("Noted, expect an answer by end of the week.", (3, 6), None),
    ("Ich brauche noch etwas länger, du bekommst es bis Freitag.", (3, 6), None),
    ("J'ai besoin de plus de temps, vous l'aurez vendredi.", (3, 6), None),
    ("Necesito más tiempo, lo tendrás el viernes.", (3, 6), None),
    ("Ho bisogno di più tempo, lo avrai venerdì.", (3, 6), None),
    ("Preciso de mais tempo, envio-te na sexta.", (3, 6), None),
    ("Ik heb meer tijd nodig, je hebt het vrijdag.", (3, 6), None),
    ("Potrzebuję więcej czasu, dostaniesz to w piątek.", (3, 6), None),
    ("We have received your request and will process it within two working days.", (3, 5), None),
    ("Presa in carico, vi aggiorniamo entro domani.", (3, 4), None),
    ("Let me check with the team and get back to you tomorrow morning.", (3, 4), dt.time(12)),
]


@pytest.mark.parametrize(("text", "day", "time"), PROMISES)
def test_promise(text: str, day: tuple[int, int], time: dt.time | None) -> None:
    """The date that the writer gave."""
    promise = read(text).promise
    assert promise is not None
    assert ((promise.date.month, promise.date.day), promise.time) == (day, time)


NEEDS_REPLY = [
    "Can you tell me which of them is right?",
    "mir fehlt am Mittwoch jemand für die Spätschicht. Kann Ben einspringen?",
    "Los clientes preguntan por los repuestos. ¿Los seguimos fabricando?",
    "Is it fixed?",
    "It works again, right?",
    "I hope you can help me with the invoice.",
    "Ich hoffe, du kannst mir helfen.",
    "J'espère que vous pourrez m'aider.",
    "I need to know which of them is ours.",
    "I need to have the figures by noon.",
    "Ada, please approve purchase order 8812 in the system, the supplier is waiting.",
    "Is Thursday fine for you?",
    "Where is the meeting tomorrow?",
    "Does somebody know this?",
    "Ist Freitag recht?",
    "Passt Dienstag?",
    "Wer kommt?",
    "Kommst du mit?",
    "C'est urgent ?",
    "Quel prix ?",
    "¿Vienes mañana?",
    "Vieni domani?",
    "Você vem amanhã?",
    "Kom je morgen?",
    "Przyjdziesz jutro?",
    "y yo necesito saber quién se ocupa del transporte. ¿Lo organizas tú?",
    "Unfortunately I need them after all. Could you please send me the figures?",
    "Thanks Bo. Ada, could you please confirm these numbers?",
    "Könntest du bitte prüfen, ob die Überweisung schon raus ist?",
]
NO_REPLY = [
    "Merci beaucoup, bien reçu.\n\nCordialement,\nAlice",
    "Danke dir!\n\nLG Alice",
    "Zur Info: am Samstag ist der Server von 8 bis 10 Uhr in Wartung.\n\nGruß\nAlice",
    "the contract is fine, I have signed it and put it in the folder.\n\nLet me know if you have any questions.",
    "Perfect, thank you!",
    "Brilliant, that is all I needed.",
    "Genial, gracias.",
    "Danke, damit komme ich weiter.",
    "Vielen Dank für deine Nachricht.",
    "Danke für die Info.",
    "I wanted to say thank you for your help yesterday.",
]


DEADLINES = [
    ("I need your answer by next Tuesday. Can you manage?", (3, 10), None),
    ("I'll need your figures by Friday.", (3, 6), None),
    ("Bitte sende mir die Liste bis zum 06.03.2026, 12:00 Uhr.", (3, 6), dt.time(12)),
    ("Sende mir die Liste bis Freitag.", (3, 6), None),
    ("Merci de m'envoyer la liste d'ici vendredi.", (3, 6), None),
    ("Envíame la lista antes del viernes.", (3, 6), None),
    ("Mandami la lista entro venerdì.", (3, 6), None),
    ("Envia-me a lista até sexta.", (3, 6), None),
    ("Stuur me de lijst voor vrijdag.", (3, 6), None),
    ("Prześlij mi listę do piątku.", (3, 6), None),
    ("We need the signed form by 4 pm.", (3, 3), dt.time(16)),
    ("The form must reach me by Friday noon. Can you send it?", (3, 6), dt.time(12)),
]


@pytest.mark.parametrize(("text", "day", "time"), DEADLINES)
def test_deadline(text: str, day: tuple[int, int], time: dt.time | None) -> None:
    """The date that is asked for, and that it is asked at all; the writer promises nothing."""
    verdict = read(text)
    assert verdict.score >= 0.5, verdict.reasons
    assert (verdict.holding, verdict.promise) == (False, None)
    assert verdict.deadline is not None
    assert ((verdict.deadline.date.month, verdict.deadline.date.day), verdict.deadline.time) == (day, time)


@pytest.mark.parametrize("text", NEEDS_REPLY)
def test_needs_a_reply(text: str) -> None:
    """Short questions, tag questions, requests beside thanks."""
    verdict = read(text)
    assert verdict.score >= 0.5, verdict.reasons


@pytest.mark.parametrize("text", NO_REPLY)
def test_needs_no_reply(text: str) -> None:
    """Thanks, information, answers."""
    verdict = read(text)
    assert verdict.score < 0.5, verdict.reasons


CHASERS = [
    "??",
    "?",
    "Hi Ada,\n\n???\n\nBo",
    "Any update?",
    "any update?\n\nThanks",
    "Friendly reminder :)",
    "Just checking on the mail below, could you let me know?",
    "Sorry to be a nuisance, is there any news on this?",
    "Any update? They are asking me again.",
    "Did you get a chance to look at this?",
    "Ada, could you please answer Alice today?",
    "Any news? Could you please send them?",
    "hast du meine Mail von neulich gesehen?",
    "gibt es dazu schon etwas Neues? Ich müsste es bald wissen.",
    "kurze Erinnerung an meine Frage unten.",
    "Bonjour Ada, avez-vous pu regarder ?",
    "Avez-vous eu le temps d'y jeter un œil ?",
    "¿has podido mirarlo?",
    "perdona que insista, ¿hay alguna novedad?",
    "¿sabemos algo ya? Me lo piden otra vez.",
    "Hai avuto modo di guardarlo?",
    "Conseguiu ver isto?",
    "Heb je er al naar kunnen kijken?",
    "Czy udało się to sprawdzić?",
]
WITHDRAWALS = [
    "Please disregard, I found the file.",
    "Please ignore my mail, solved.",
    "Hi Ada,\n\nhat sich erledigt, danke!\n\nGruß Alice",
    "This is solved, no need to reply any more.",
    "Nevermind, Carol helped me already.",
    "C'est résolu, plus besoin de répondre. Merci !",
    "Scratch that, it works again.",
    "No longer needed, thanks.",
    "Never mind, no longer needed.",
    "Never mind, solved.",
    "Forget it, I have it now.",
    "You can ignore this, Carol gave me the file.",
    "Schon erledigt, Carol hat es mir geschickt.",
    "Vergiss es, hab's gefunden.",
    "Laisse tomber, c'est bon.",
    "Olvídalo, ya lo tengo.",
    "Lascia stare, ho trovato.",
    "Esquece, já encontrei.",
    "Laat maar, ik heb het al.",
    "Nieaktualne, już mam.",
]


@pytest.mark.parametrize("text", CHASERS)
def test_asks_again(text: str) -> None:
    """A nudge, however polite."""
    verdict = read(text)
    assert verdict.asks_again
    assert not verdict.withdraws


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_withdraws(text: str) -> None:
    """Solved or no longer needed, so nothing is owed."""
    verdict = read(text)
    assert verdict.withdraws
    assert not verdict.asks_again
    assert verdict.score < 0.5


@pytest.mark.parametrize("text", ["Thanks for the reminder, I'm working on it.", "Danke für die Erinnerung!"])
def test_thanks_for_a_chaser_chases_nobody(text: str) -> None:
    """The answer to a nudge is none."""
    assert not read(text).asks_again


def test_solved_not_yet_is_no_withdrawal() -> None:
    """The problem is still there."""
    verdict = read("The problem is still not solved. Could you please look at it?")
    assert (verdict.withdraws, verdict.asks_again) == (False, True)


TITLES = [
    "Sehr geehrter Herr Dr. Weber,\n\nkönnten Sie mir bitte die Zahlen schicken?",
    "Sehr geehrter Herr Prof. Dr. Weber, könnten Sie mir die Zahlen schicken?",
    "Dear Dr. Weber,\n\ncould you send me the figures?",
    "Dear Prof. Weber, could you send me the figures?",
    "Hi Mr. Weber, could you send me the figures?",
    "Bonjour M. Weber,\n\npourriez-vous m'envoyer les chiffres ?",
    "Chère Mme. Weber,\n\npourriez-vous m'envoyer les chiffres ?",
    "Estimado Sr. Weber:\n\n¿puede enviarme las cifras?",
    "Gentile Dott. Weber,\n\npotrebbe inviarmi i dati?",
    "Gentile Sig.ra Weber,\n\npotrebbe inviarmi i dati?",
    "Prezado Sr. Weber,\n\npode enviar os números?",
    "Geachte dhr. Weber,\n\nkunt u mij de cijfers sturen?",
    "Beste ir. Weber,\n\nkunt u mij de cijfers sturen?",
    "Szanowny Panie dr. Weber,\n\nczy może Pan przesłać dane?",
]


@pytest.mark.parametrize("text", TITLES)
def test_a_title_belongs_to_the_greeting(text: str) -> None:
    """Robert Weber is greeted, so Ada is not asked; the same greeting with her name asks her."""
    to = ["ada@corp.example", "Dr. Robert Weber <weber@corp.example>"]
    others = classify(mail_of({"text": text, "date": TUESDAY, "to": to, "from": "bo@corp.example"}), OWNER)
    mine = text.replace("Weber", "Lovelace", 1)
    own = classify(mail_of({"text": mine, "date": TUESDAY, "to": to, "from": "bo@corp.example"}), OWNER)
    assert (others.greets_others, others.greets_owner) == (True, False)
    assert (own.greets_others, own.greets_owner) == (False, True)


SUBJECTS = [
    ("Can you send me the wifi password for the guest network?", ""),
    ("Can you send me the wifi password for the guest network?", "Thanks\nBo"),
    ("Please call me back", "\n\n--\nBo Jansen\nFinance"),
    ("Kannst du mir die Liste schicken?", "LG\nBo"),
    ("Bitte um Rückruf", ""),
]


@pytest.mark.parametrize(("subject", "text"), SUBJECTS)
def test_subject_alone_asks(subject: str, text: str) -> None:
    """A first mail whose text says nothing asks in its subject."""
    verdict = read(text, subject)
    assert verdict.score >= 0.5
    assert "subject-question" in verdict.reasons


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Can you send me the password?", ""),
        ("AW: Kannst du mir die Liste schicken?", "Danke!"),
        ("Can you send me the password?", "The canteen is closed on Friday, for your information."),
        ("Password list", ""),
        ("Minutes of Monday", "Thanks\nBo"),
    ],
)
def test_subject_is_not_asked_again(subject: str, text: str) -> None:
    """A reply keeps the subject of what it answers; a text of its own says what is meant."""
    assert read(text, subject).score < 0.5
