"""The words of a holding reply in eight languages, and how each says a day. Pure.

Every text is one that our own classifier reads as a holding reply with its promise (tests/test_holding.py), and so
does every colleague who watches their own mail with it.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Words(NamedTuple):
    """One language: the text with a date and without, greetings with a name and without, and how dates are said.

    `days` Monday first and `months` January first, in the form that follows the text's "by". `day` and `time` have
    the fields {weekday} {day} {month} and {day} {hour} {minute}; `year` is added to a day of another year.
    """

    dated: str
    undated: str
    greeting: str
    nobody: str
    closing: str
    days: str
    months: str
    day: str
    time: str
    year: str = "{day} {year}"


WORDS = {
    "en": Words(
        "thank you, I have received your message. I will get back to you by {by}.",
        "thank you, I have received your message and will get back to you.",
        "Hi {name},",
        "Hello,",
        "Best regards",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        "{weekday}, {day} {month}",
        "{day} at {hour}:{minute}",
    ),
    "de": Words(
        "danke, ich habe Ihre Nachricht erhalten. Ich melde mich bis {by}.",
        "danke, ich habe Ihre Nachricht erhalten und melde mich.",
        "Guten Tag {name},",
        "Guten Tag,",
        "Viele Grüße",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{weekday}, {day}. {month}",
        "{day}, {hour}:{minute} Uhr",
    ),
    "fr": Words(
        "merci, j'ai bien reçu votre message. Je reviens vers vous d'ici {by}.",
        "merci, j'ai bien reçu votre message et je reviens vers vous.",
        "Bonjour {name},",
        "Bonjour,",
        "Cordialement",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{weekday} {day} {month}",
        "{day} à {hour}h{minute}",
    ),
    "es": Words(
        "gracias, he recibido su mensaje. Le respondo antes del {by}.",
        "gracias, he recibido su mensaje y le respondo en cuanto pueda.",
        "Hola {name}:",
        "Hola:",
        "Saludos",
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{weekday} {day} de {month}",
        "{day} a las {hour}:{minute}",
        "{day} de {year}",
    ),
    "it": Words(
        "grazie, ho ricevuto il suo messaggio. Le rispondo entro {by}.",
        "grazie, ho ricevuto il suo messaggio e le rispondo appena possibile.",
        "Buongiorno {name},",
        "Buongiorno,",
        "Cordiali saluti",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "{weekday} {day} {month}",
        "{day} alle {hour}:{minute}",
    ),
    "pt": Words(
        "obrigado, recebi a sua mensagem. Respondo até {by}.",
        "obrigado, recebi a sua mensagem e respondo assim que possível.",
        "Olá {name},",
        "Olá,",
        "Cumprimentos",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{weekday}, {day} de {month}",
        "{day} às {hour}:{minute}",
        "{day} de {year}",
    ),
    "nl": Words(
        "bedankt, ik heb uw bericht ontvangen. Ik kom er uiterlijk {by} op terug.",
        "bedankt, ik heb uw bericht ontvangen en kom er op terug.",
        "Hallo {name},",
        "Hallo,",
        "Met vriendelijke groet",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "{weekday} {day} {month}",
        "{day} om {hour}:{minute} uur",
    ),
    "pl": Words(
        "dziękuję, otrzymałem Pana/Pani wiadomość. Odezwę się do {by}.",
        "dziękuję, otrzymałem Pana/Pani wiadomość i wkrótce się odezwę.",
        "Dzień dobry,",
        "Dzień dobry,",
        "Pozdrawiam",
        "poniedziałku wtorku środy czwartku piątku soboty niedzieli",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "{weekday}, {day} {month}",
        "{day}, do godziny {hour}:{minute}",
    ),
}
"""By language; a message in another one is answered in English."""
OTHERWISE = "en"


def said(language: str, date: dt.date, time: dt.time | None, today: dt.date) -> str:
    """A day, or a time of a day, as the language says it after "by"; the year where it is not this one."""
    words = WORDS.get(language, WORDS[OTHERWISE])
    day = words.day.format(
        weekday=words.days.split()[date.weekday()], day=date.day, month=words.months.split()[date.month - 1]
    )
    if date.year != today.year:
        day = words.year.format(day=day, year=date.year)
    return words.time.format(day=day, hour=f"{time.hour:02d}", minute=f"{time.minute:02d}") if time else day


def body(language: str, name: str, owner: str, by: str, template: str = "") -> str:
    """The text: the owner's `template`, or our own words in the requester's language.

    `name` is how the requester is greeted, "" if nobody knows; `by` is "" where nothing is promised. Only the fields
    {name} and {by} of a template are filled in.
    """
    words = WORDS.get(language, WORDS[OTHERWISE])
    if template:
        return template.replace("{name}", name).replace("{by}", by).strip() + "\n"
    greeting = words.greeting.replace("{name}", name) if name else words.nobody
    text = words.dated.replace("{by}", by) if by else words.undated
    return f"{greeting}\n\n{text}\n\n{words.closing}\n{owner}".strip() + "\n"
