"""Deadlines and promises in eight languages, said at known local times."""

from __future__ import annotations

import datetime as dt

import pytest

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.model import Owner, Verdict, When

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
MONDAY = "2026-03-02T14:30:00+01:00"
WEDNESDAY = "2026-03-04T09:15:00+01:00"
FRIDAY = "2026-03-06T10:00:00+01:00"


def read(text: str, date: str = WEDNESDAY) -> Verdict:
    """The verdict on a text sent at `date`."""
    row = {"text": text, "date": date, "to": ["ada@corp.example"], "from": "bo@corp.example", "subject": "Re: budget"}
    return classify(mail_of(row), OWNER)


def shown(moment: When | None) -> str:
    """A moment as "03-05 12:00", "03-05" without an hour, "" for none."""
    if moment is None:
        return ""
    return f"{moment.date:%m-%d}" + (f" {moment.time:%H:%M}" if moment.time is not None else "")


PROMISES = [
    ("I'll look into it by Friday.", WEDNESDAY, "03-06"),
    ("You'll have it by Thursday noon.", WEDNESDAY, "03-05 12:00"),
    ("I'll send it tomorrow.", WEDNESDAY, "03-05"),
    ("You'll have it by the 14th.", WEDNESDAY, "03-14"),
    ("I will get back to you by end of week.", WEDNESDAY, "03-06"),
    ("I'll get back to you in two days.", WEDNESDAY, "03-06"),
    ("We will reply next Tuesday.", WEDNESDAY, "03-10"),
    ("I'll check this afternoon.", WEDNESDAY, "03-04"),
    ("Got it, I'll answer on Monday at 10:00.", WEDNESDAY, "03-09 10:00"),
    ("Monday 10:00", WEDNESDAY, "03-09 10:00"),
    ("I will send the numbers by 4 pm.", WEDNESDAY, "03-04 16:00"),
    ("I'll get back to you by 16:30 today.", WEDNESDAY, "03-04 16:30"),
    ("I'll do it by EOD.", WEDNESDAY, "03-04"),
    ("You will hear from me by close of business tomorrow.", WEDNESDAY, "03-05"),
    ("I'll reply within 24 hours.", WEDNESDAY, "03-05 09:15"),
    ("I'll have a look by Monday.", MONDAY, "03-09"),
    ("I'll have a look by Monday 17:00.", MONDAY, "03-02 17:00"),
    ("I'll send it by Friday.", FRIDAY, "03-06"),
    ("I'll send it on 2026-03-20.", WEDNESDAY, "03-20"),
    ("I will come back to you on March 16.", WEDNESDAY, "03-16"),
    ("I will come back to you on 16 March at noon.", WEDNESDAY, "03-16 12:00"),
    ("I'll reply within 3 working days.", FRIDAY, "03-11"),
    ("I'll take care of it by the end of the month.", WEDNESDAY, "03-31"),
    ("Ich kümmere mich bis Donnerstag Mittag darum.", WEDNESDAY, "03-05 12:00"),
    ("Ich melde mich morgen.", WEDNESDAY, "03-05"),
    ("Ich schicke es bis übermorgen.", WEDNESDAY, "03-06"),
    ("Du bekommst die Zahlen bis Freitag, 15 Uhr.", WEDNESDAY, "03-06 15:00"),
    ("Ich melde mich bis Ende der Woche.", WEDNESDAY, "03-06"),
    ("Ich prüfe das bis zum 14.3.", WEDNESDAY, "03-14"),
    ("Wir melden uns bis 20. März.", WEDNESDAY, "03-20"),
    ("Ich schaue es mir heute Nachmittag an.", WEDNESDAY, "03-04"),
    ("Ich gebe dir in zwei Tagen Bescheid.", WEDNESDAY, "03-06"),
    ("Das erledige ich bis Feierabend.", WEDNESDAY, "03-04"),
    ("Je m'en occupe d'ici vendredi.", WEDNESDAY, "03-06"),
    ("Je vous réponds demain matin.", WEDNESDAY, "03-05 12:00"),
    ("Je reviens vers vous avant jeudi midi.", WEDNESDAY, "03-05 12:00"),
    ("Vous aurez la réponse lundi à 10h.", WEDNESDAY, "03-09 10:00"),
    ("Je regarde ça d'ici la fin de la semaine.", WEDNESDAY, "03-06"),
    ("Lo reviso mañana.", WEDNESDAY, "03-05"),
    ("Te respondo antes del jueves.", WEDNESDAY, "03-05"),
    ("Lo tendrás el viernes a las 12:00.", WEDNESDAY, "03-06 12:00"),
    ("Ti rispondo entro venerdì.", WEDNESDAY, "03-06"),
    ("Me ne occupo domani.", WEDNESDAY, "03-05"),
    ("Vou verificar até sexta.", WEDNESDAY, "03-06"),
    ("Respondo até amanhã ao meio-dia.", WEDNESDAY, "03-05 12:00"),
    ("Ik kijk ernaar voor vrijdag 12:00.", WEDNESDAY, "03-06 12:00"),
    ("Ik kom er morgen op terug.", WEDNESDAY, "03-05"),
    ("Odpowiem do piątku.", WEDNESDAY, "03-06"),
    ("Sprawdzę to jutro.", WEDNESDAY, "03-05"),
]

DEADLINES = [
    ("Could you send me the report by 4 pm?", WEDNESDAY, "03-04 16:00"),
    ("Please reply before Friday noon.", WEDNESDAY, "03-06 12:00"),
    ("I need your numbers by EOD.", WEDNESDAY, "03-04"),
    ("Can you confirm by Monday?", MONDAY, "03-09"),
    ("Can you confirm by tomorrow 10 am?", WEDNESDAY, "03-05 10:00"),
    ("Please send me the file by 2026-03-18.", WEDNESDAY, "03-18"),
    ("Please let me know no later than March 12.", WEDNESDAY, "03-12"),
    ("Could you approve this until the end of the week?", WEDNESDAY, "03-06"),
    ("Kannst du mir das bis Mittwoch schicken?", MONDAY, "03-04"),
    ("Bitte um Rückmeldung bis spätestens Freitag 12 Uhr.", WEDNESDAY, "03-06 12:00"),
    ("Könnten Sie mir die Liste bis zum 15. März senden?", WEDNESDAY, "03-15"),
    ("Ich brauche die Freigabe bis morgen Mittag.", WEDNESDAY, "03-05 12:00"),
    ("Pouvez-vous m'envoyer le rapport d'ici vendredi ?", WEDNESDAY, "03-06"),
    ("Merci de me confirmer avant jeudi midi.", WEDNESDAY, "03-05 12:00"),
    ("J'ai besoin de votre accord au plus tard le 12 mars.", WEDNESDAY, "03-12"),
    ("¿Puedes enviarme el informe antes del jueves?", WEDNESDAY, "03-05"),
    ("Necesito la lista para el viernes a las 10:00.", WEDNESDAY, "03-06 10:00"),
    ("Puoi mandarmi il file entro domani?", WEDNESDAY, "03-05"),
    ("Mi serve una risposta entro venerdì alle 15:00.", WEDNESDAY, "03-06 15:00"),
    ("Pode enviar o relatório até sexta-feira?", WEDNESDAY, "03-06"),
    ("Kun je het verslag voor vrijdag sturen?", WEDNESDAY, "03-06"),
    ("Czy możesz przesłać raport do piątku?", WEDNESDAY, "03-06"),
]


@pytest.mark.parametrize(("text", "date", "expected"), PROMISES)
def test_promise(text: str, date: str, expected: str) -> None:
    """A date in the writer's own commitment is a promise and no deadline."""
    verdict = read(text, date)
    assert (shown(verdict.promise), verdict.deadline) == (expected, None)


@pytest.mark.parametrize(("text", "date", "expected"), DEADLINES)
def test_deadline(text: str, date: str, expected: str) -> None:
    """A date that the writer asks for is a deadline and no promise."""
    verdict = read(text, date)
    assert (shown(verdict.deadline), verdict.promise) == (expected, None)


@pytest.mark.parametrize(
    "text",
    [
        "I received your mail on Monday.",
        "Thanks for the call on Tuesday!",
        "The server was down on Friday, March 6.",
        "Can we meet on Thursday at 10:00?",
        "Version 3.4 is out.",
        "The meeting of 12 people was fine.",
        "Guten Morgen zusammen, danke für alles.",
        "Mon rapport est prêt.",
    ],
)
def test_neither(text: str) -> None:
    """A date that binds nobody is neither deadline nor promise."""
    verdict = read(text)
    assert (verdict.deadline, verdict.promise) == (None, None)


def test_resolved_in_the_zone_of_the_date_header() -> None:
    """The words "Tomorrow" said late in the evening in Tokyo is Tokyo's tomorrow, and the offset is kept."""
    verdict = read("I'll send it tomorrow.", "2026-03-04T00:30:00+09:00")
    assert verdict.promise is not None
    assert (verdict.promise.date, verdict.promise.utc_offset) == (dt.date(2026, 3, 5), 9 * 3600)


def test_month_first_only_in_america() -> None:
    """3/4 is the third of April east of the Atlantic and the fourth of March west of it."""
    assert shown(read("I'll send it by 3/4.", "2026-03-02T09:00:00+01:00").promise) == "04-03"
    assert shown(read("I'll send it by 3/4.", "2026-03-02T09:00:00-06:00").promise) == "03-04"


def test_without_any_date_header_nothing_is_resolved() -> None:
    """A mail without a date has no day to count from."""
    row = {"text": "I'll send it tomorrow.", "to": ["ada@corp.example"]}
    assert classify(mail_of(row), OWNER).promise is None
