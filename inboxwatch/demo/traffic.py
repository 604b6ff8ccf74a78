"""The everyday mail between the stories: questions, answers at each department's usual pace, chasers, thanks, noise."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import partial

from inboxwatch.demo import machines
from inboxwatch.demo.letter import YEAR, ZONE, Letter, Thread
from inboxwatch.demo.people import CLAIRE, COLLEAGUES, MIRA, PARTNERS, Person
from inboxwatch.demo.phrases import PHRASES, Topic

FIRST = dt.date(YEAR, 4, 9)
LAST = dt.date(YEAR, 5, 21)
CLOSED = frozenset({dt.date(YEAR, 5, 1), dt.date(YEAR, 5, 14), dt.date(YEAR, 5, 15)})
"""Two public holidays in Berlin, and the day after the second, on which Mira is away."""

ITEMS = ("flow meter F2", "probe P40", "data logger", "pressure cell", "calibrator K9", "valve block")
CUSTOMERS = ("Ashdown", "Labor Weber", "Clinique du Rhône", "Talleres Ibarra", "Norden Hydro", "Aquamet")

PACE = {
    "Finance": 55,
    "Sales": 95,
    "Warehouse": 70,
    "IT": 60,
    "HR": 150,
    "Management": 30,
    "Suppliers": 150,
    "Consultants": 170,
}
"""Median working minutes until Mira answers, by department."""
_MORNING, _NOON, _AFTERNOON = 9 * 60, 12 * 60 + 30, 13 * 60 + 15


def hours(day: dt.date) -> tuple[tuple[int, int], ...]:
    """Mira's working minutes of a day, counted from midnight."""
    if day in CLOSED or day.weekday() > 4:
        return ()
    evening = 15 * 60 if day.weekday() == 4 else 17 * 60 + 30
    return ((_MORNING, _NOON), (_AFTERNOON, evening))


def later(start: dt.datetime, minutes: int) -> dt.datetime:
    """The instant at which Mira has worked `minutes` more after `start`; a generator's rough clock, to the minute."""
    day, passed = start.date(), start.hour * 60 + start.minute
    while True:
        for opening, closing in hours(day):
            begin = max(opening, passed)
            if begin < closing and begin + minutes < closing:
                return clock(day, begin + minutes)
            minutes -= max(0, closing - begin)
        day, passed = day + dt.timedelta(days=1), 0


def clock(day: dt.date, minute: int) -> dt.datetime:
    """A minute of a day in Berlin."""
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), ZONE)


@dataclass
class Traffic:
    """Draws the everyday threads with one generator of random numbers, up to `now`."""

    rng: random.Random
    now: dt.datetime

    def letters(self) -> list[Letter]:
        """All of it that has been sent by `now`."""
        found: list[Letter] = []
        for offset in range((LAST - FIRST).days + 1):
            day = FIRST + dt.timedelta(days=offset)
            found += self._noise(day)
            if hours(day):
                found += self._working_day(day)
        return [letter for letter in found if letter.when <= self.now]

    def _noise(self, day: dt.date) -> list[Letter]:
        number = (day - FIRST).days
        some = [machines.notification(2 * number + part, clock(day, 7 * 60 + 11 + 307 * part)) for part in range(2)]
        if day.weekday() in (1, 3):
            some.append(machines.newsletter(number, clock(day, 6 * 60 + 30)))
        return some

    def _working_day(self, day: dt.date) -> list[Letter]:
        writers = self.rng.sample((*COLLEAGUES, *PARTNERS), self.rng.randint(4, 6))
        found: list[Letter] = []
        for number, writer in enumerate(writers):
            found += self._asked(writer, day, number).letters
        if self.rng.random() < 0.6:
            found += self._asking(day).letters
        if self.rng.random() < 0.4:
            found += self._told(day).letters
        return found

    def _fill(self, topic: Topic) -> Topic:
        values = {
            "n": self.rng.randint(40100, 40980),
            "item": self.rng.choice(ITEMS),
            "customer": self.rng.choice(CUSTOMERS),
        }
        return Topic(topic.subject.format(**values), topic.ask.format(**values), topic.answer.format(**values))

    def _text(self, writer: Person, reader: Person, body: str) -> str:
        phrases = PHRASES[writer.language]
        hello = self.rng.choice(phrases.hello).format(name=reader.first)
        return f"{hello}\n\n{body}\n\n{self.rng.choice(phrases.bye)}\n{writer.first}"

    def _asked(self, writer: Person, day: dt.date, number: int) -> Thread:
        """Somebody asks Mira; most get their answer at the pace of their department."""
        topic = self._fill(self.rng.choice(PHRASES[writer.language].topics[writer.first]))
        thread = Thread(f"{day:%m%d}-{number}-{writer.first.lower()}", topic.subject)
        early, late = (8 * 60, 21 * 60) if self.rng.random() < 0.1 else (9 * 60, 16 * 60 + 30)
        when = clock(day, self.rng.randint(early, late))
        ask = thread.say(writer, when, self._text(writer, MIRA, topic.ask))
        minutes = int(PACE[writer.department] * self.rng.lognormvariate(0, 0.75))
        self._answered(thread, ask, topic, later(when, minutes), minutes)
        return thread

    def _answered(self, thread: Thread, ask: Letter, topic: Topic, when: dt.datetime, minutes: int) -> None:
        writer = ask.sender
        phrases = PHRASES[writer.language]
        reply = partial(self._text, MIRA if writer.language == "en" else _speaking(writer.language), writer)
        if minutes > 330:
            thread.say(
                writer, later(ask.when, 300), self._text(writer, MIRA, self.rng.choice(phrases.chaser)), answers=ask
            )
        elif minutes > 60 and self.rng.random() < 0.12:
            thread.say(MIRA, later(ask.when, minutes // 3), reply(self.rng.choice(phrases.holding)), answers=ask)
        thread.say(MIRA, when, reply(topic.answer), answers=ask)
        if self.rng.random() < 0.35:
            thread.say(writer, when + dt.timedelta(minutes=self.rng.randint(2, 90)), self.rng.choice(phrases.thanks))

    def _asking(self, day: dt.date) -> Thread:
        """Mira asks; the answer opens nothing."""
        reader = self.rng.choice([one for one in COLLEAGUES if one.language in ("en", "de")])
        topic = self._fill(self.rng.choice(PHRASES[reader.language].topics["Mira"]))
        thread = Thread(f"{day:%m%d}-asks", topic.subject)
        when = clock(day, self.rng.randint(9 * 60, 14 * 60))
        thread.say(MIRA, when, self._text(_speaking(reader.language), reader, topic.ask), to=(reader,))
        thread.say(reader, later(when, self.rng.randint(20, 200)), self._text(reader, MIRA, topic.answer))
        return thread

    def _told(self, day: dt.date) -> Thread:
        """Something that needs no reply."""
        writer = self.rng.choice([one for one in COLLEAGUES if one is not CLAIRE])
        subject, text = self.rng.choice(PHRASES[writer.language].fyi)
        thread = Thread(f"{day:%m%d}-fyi", subject)
        thread.say(writer, clock(day, self.rng.randint(9 * 60, 16 * 60)), self._text(writer, MIRA, text))
        return thread


def _speaking(language: str) -> Person:
    """Mira, who answers in the language she was asked in."""
    return Person(MIRA.first, MIRA.last, MIRA.address, MIRA.department, language, MIRA.role)
