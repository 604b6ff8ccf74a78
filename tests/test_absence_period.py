"""The period that an absence note announces, in the languages of the cues; the note was sent on Wed 4 March 2026."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.cli import main
from inboxwatch.model import Absence, Owner

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))

PERIODS = [
    ("I am out of the office until 14 March.", "", "2026-03-14"),
    ("I am out of the office until Friday, 13 March 2026, with limited access to e-mail.", "", "2026-03-13"),
    ("I will be away from 3 to 14 August.", "2026-08-03", "2026-08-14"),
    ("I will be away from August 3 to 14, 2026.", "2026-08-03", "2026-08-14"),
    ("I am on leave 3-14 August and will answer then.", "2026-08-03", "2026-08-14"),
    ("I am on vacation from Monday, 9 March through Friday, 20 March.", "2026-03-09", "2026-03-20"),
    ("I am travelling and will be back on Monday.", "", "2026-03-08"),
    ("I'm on vacation, returning 16 March.", "", "2026-03-15"),
    ("I am out of the office starting 9 March and will not return until 16 March.", "2026-03-09", "2026-03-15"),
    ("I am away from 28 December to 6 January.", "2026-12-28", "2027-01-06"),
    ("I am away from 20 February to 14 March.", "2026-02-20", "2026-03-14"),
    ("I am out of the office until 2026-03-14.", "", "2026-03-14"),
    ("Ich bin bis zum 14. März nicht im Büro.", "", "2026-03-14"),
    ("Ich bin vom 3. bis 14. August im Urlaub.", "2026-08-03", "2026-08-14"),
    ("Ich bin vom 03.08. bis einschließlich 14.08.2026 nicht erreichbar.", "2026-08-03", "2026-08-14"),
    ("Ab dem 17. März bin ich wieder erreichbar.", "", "2026-03-16"),
    ("Ich bin im Urlaub und am Montag, den 16. März, wieder im Büro.", "", "2026-03-15"),
    ("Ich bin ab dem 9. März im Urlaub.", "2026-03-09", ""),
    ("Je suis absent jusqu'au 14 mars.", "", "2026-03-14"),
    ("Je serai en congés du 3 au 14 août.", "2026-08-03", "2026-08-14"),
    ("Je suis absente, de retour le 16 mars.", "", "2026-03-15"),
    ("Je suis en congés du lundi 3 août au vendredi 14 août.", "2026-08-03", "2026-08-14"),
    ("Sono in ferie dal 3 agosto al 14 agosto 2026.", "2026-08-03", "2026-08-14"),
    ("Ich bin von Montag, dem 9. März, bis Freitag, dem 20. März, im Urlaub.", "2026-03-09", "2026-03-20"),
    ("Estoy de vacaciones hasta el 14 de marzo.", "", "2026-03-14"),
    ("Estaré fuera de la oficina del 3 al 14 de agosto.", "2026-08-03", "2026-08-14"),
    ("Estoy ausente y regreso el lunes 16 de marzo.", "", "2026-03-15"),
    ("Sono in ferie fino al 14 marzo.", "", "2026-03-14"),
    ("Sarò assente dal 3 al 14 agosto.", "2026-08-03", "2026-08-14"),
    ("Sono in ferie e rientro il 16 marzo.", "", "2026-03-15"),
    ("Estou de férias até 14 de março.", "", "2026-03-14"),
    ("Estarei fora do escritório de 3 a 14 de agosto.", "2026-08-03", "2026-08-14"),
    ("Ik ben met vakantie tot en met 14 maart.", "", "2026-03-14"),
    ("Ik ben van 3 tot en met 14 augustus niet op kantoor.", "2026-08-03", "2026-08-14"),
    ("Ik ben vanaf maandag 16 maart weer op kantoor.", "", "2026-03-15"),
    ("Jestem na urlopie do 14 marca.", "", "2026-03-14"),
    ("Przebywam na urlopie od 3 do 14 sierpnia.", "2026-08-03", "2026-08-14"),
    ("W dniach 3-14 sierpnia przebywam na urlopie.", "2026-08-03", "2026-08-14"),
    ("I am out of the office. In urgent cases call 555 123.", "", ""),
    ("I am out of the office. Our building moves on 3 May.", "", ""),
    ("I am out of the office until 14 March 2020.", "", ""),
    ("I was away until yesterday.", "", ""),
]


def absence(text: str, **headers: str) -> Absence | None:
    """What the classifier reads in an automatic reply of 4 March 2026, 9 o'clock in Berlin."""
    row = {"subject": "Automatic reply: Printer", "text": text, "date": "2026-03-04T09:00:00+01:00", **headers}
    return classify(mail_of({"from": "bo@corp.example", "to": ["ada@corp.example"], **row}), OWNER).absence


@pytest.mark.parametrize(("text", "start", "until"), PERIODS)
def test_period(text: str, start: str, until: str) -> None:
    """First and last day away; "back on" names the day after the last."""
    found = absence(f"Hello,\n\n{text}\n\nBo")
    days = [dt.date.fromisoformat(day) if day else None for day in (start, until)]
    assert found == (Absence(*days) if any(days) else None)


def test_months_first_west_of_greenwich() -> None:
    """3/4 is the fourth of March where the note was written in New York, the third of April in Berlin."""
    text = "I am out of the office until 5/6/2026."
    assert absence(text) == Absence(None, dt.date(2026, 6, 5))
    assert absence(text, date="2026-03-04T09:00:00-05:00") == Absence(None, dt.date(2026, 5, 6))


def test_the_writers_day_counts() -> None:
    """Monday is that of the writer's zone: late on Sunday in New York it is tomorrow, in UTC it is Monday already."""
    found = absence("I will be back on Tuesday.", date="2026-03-01T22:00:00-05:00")
    assert found == Absence(None, dt.date(2026, 3, 2))


def test_only_notes_announce() -> None:
    """A person's mail has no period, nor has a note without any date to start from."""
    assert absence("I am out of the office until 14 March.", subject="Can you take over?") is None
    assert absence("I am out of the office until 14 March.", date="") is None


def test_classify_shows_it(tmp_path: Path) -> None:
    """`classify --json` gives the days, its table says them, other mail has none."""
    note = tmp_path / "note.eml"
    head = "From: bo@corp.example\nTo: ada@corp.example\nDate: Wed, 4 Mar 2026 09:00:00 +0100\n"
    note.write_text(f"{head}Subject: Automatic reply: Printer\n\nI am away from 3 to 14 August.\n")
    person = tmp_path / "person.eml"
    person.write_text(f"{head}Subject: Printer\n\nI am away from 3 to 14 August, can you help?\n")
    told = CliRunner().invoke(main, ["classify", str(note), str(person), "--json"])
    assert [each["absence"] for each in json.loads(told.stdout)] == [
        {"from": "2026-08-03", "until": "2026-08-14"},
        None,
    ]
    assert "auto-reply, away 2026-08-03 to 2026-08-14" in CliRunner().invoke(main, ["classify", str(note)]).stdout
