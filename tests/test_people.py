"""Departments from mail servers' directories: a copy below the configuration, asked for when it is time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from inboxwatch.address_patterns import Pattern
from inboxwatch.cli.present import _fresh
from inboxwatch.cli.run import Run
from inboxwatch.config import Settings, load, people_copy
from inboxwatch.config.people_copy import Known, People
from inboxwatch.directory import Directory, Entry
from inboxwatch.errors import ConfigurationError, InboxwatchError, PermanentError, TransientError
from inboxwatch.ports import Colleague
from inboxwatch.store import Store
from inboxwatch.store.quick import opened
from inboxwatch.watch import people
from inboxwatch.watch.track import track
from tests.builders import message

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def entry(address: str, department: str = "", name: str = "") -> Entry:
    return Entry(Pattern.parse(address), department, name)


def test_what_a_server_says_counts_only_where_the_configuration_says_nothing() -> None:
    listed = {"Finance": ["carol@corp.example", "*@finance.corp.example"]}
    own = Directory.of(["corp.example"], departments=listed, entries=[entry("bo@corp.example", "", "Bo Lind")])
    found = own.over(
        [
            entry("carol@corp.example", "Sales", "Carol King"), entry("dan@finance.corp.example", "Sales"),
            entry("bo@corp.example", "finance", "B. Lind"), entry("eve@corp.example", "Research"),
            entry("out@evil.example", "Research"),
        ]
    )  # fmt: skip
    told = [found.department(f"{name}corp.example") for name in ("carol@", "dan@finance.", "bo@", "eve@")]
    assert told == ["Finance", "Finance", "Finance", "Research"]
    assert found.name("bo@corp.example") == "Bo Lind" and found.name("carol@corp.example") == "Carol King"
    assert not found.internal("out@evil.example"), "being listed makes nobody internal"


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", "{}", '{"people": 7, "looked": 0, "trouble": ""}', "[" * 10_000,
     '{"people": [{"address": "a@corp.example"}], "looked": 1e400, "trouble": ""}'],
)  # fmt: skip
def test_a_damaged_copy_knows_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content)
    assert people_copy.read(tmp_path / "x") == People() == people_copy.read(tmp_path / "none")


def test_a_copy_comes_back_as_it_was_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    one = Known("bo@corp.example", "Finance", "Bo", "work", NOW)
    place = tmp_path / "new" / "x"
    people_copy.write(place, People({one.address: one}, NOW, "odd"))
    assert people_copy.read(place) == People({one.address: one}, NOW, "odd")
    assert place.stat().st_mode & 0o777 == 0o600
    people_copy.drop(place, ["BO@corp.example"])
    assert people_copy.read(place) == People({}, NOW, "odd")
    bad = json.loads(place.read_text())
    bad["people"] = [{"address": "no address", "department": "x", "name": "", "mailbox": "", "asked": 1},
                     {"address": "x@corp.example", "department": "A\x1b[2J\nB" + "c" * 999, "name": None,
                      "mailbox": "w", "asked": 1}]  # fmt: skip
    place.write_text(json.dumps(bad))
    [known] = people_copy.read(place).known.values()
    assert known.department.startswith("A [2J B") and len(known.department) == people_copy.LONGEST


def test_where_the_copy_lies() -> None:
    assert people_copy.place_of("sqlite:////home/ada/store.db?mode=rw") == Path("/home/ada/store.db-people.json")
    assert people_copy.place_of("postgresql+psycopg://x@y/z").name.endswith("-people.json")
    assert "x@y" not in str(people_copy.place_of("postgresql+psycopg://x@y/z"))


# -- asking ------------------------------------------------------------------------------------------------------------


@dataclass
class Server:
    """A mailbox whose server has a directory."""

    departments: dict[str, str] = field(default_factory=dict)
    error: InboxwatchError | None = None
    asked: list[str] = field(default_factory=list)
    closed: int = 0

    def people(self, addresses: Iterable[str]) -> list[Colleague]:
        if self.error is not None:
            raise self.error
        wanted = list(addresses)
        self.asked += wanted
        return [Colleague(each, self.departments[each], each[:2]) for each in wanted if each in self.departments]

    def close(self) -> None:
        self.closed += 1


class Plain:
    """One without."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Office:
    settings: Settings
    store: Store
    server: Server
    place: Path

    def refresh(self, now: dt.datetime = NOW) -> people.Looked:
        self.server.asked.clear()
        servers = {"plain": Plain(), "work": self.server}
        looked = people.refresh(self.settings, self.store, now, connect=lambda box: servers[box.name])  # type: ignore[arg-type,return-value]
        if looked.changed:
            track(self.store, self.settings.rules(), now)
        return looked

    def departments(self) -> dict[str, str]:
        return {each.sender: each.department for each in self.store.requests()}


@pytest.fixture
def office(tmp_path: Path) -> Iterable[Office]:
    config = tmp_path / "config.toml"
    config.write_text(
        '[me]\naddresses = ["ada@corp.example"]\n[calendar]\ntimezone = "UTC"\n'
        '[directory]\nfrom_server = true\n[directory.departments]\nFinance = ["carol@corp.example"]\n'
        '[store]\nurl = "sqlite:///store.db"\n'
        '[[targets.rule]]\ndepartment = "Legal"\nacknowledge_within = "1h"\n'
        '[[mailbox]]\nname = "plain"\nconnector = "files"\npath = "x"\n'
        '[[mailbox]]\nname = "work"\nconnector = "files"\npath = "y"\n'
    )
    settings = load(config)
    with Store.open(settings.store_url) as store:
        senders = ("bo", "carol", "dan")
        asked = [
            message(sender=f"{name}@corp.example", message_id=f"<{name}@corp.example>", subject=name, date=NOW - DAY)
            for name in senders
        ]
        store.add("work", asked, "1")
        track(store, settings.rules(), NOW)
        server = Server({"bo@corp.example": "Sales", "carol@corp.example": "Sales"})
        yield Office(settings, store, server, people_copy.place_of(settings.store_url))


def test_who_wrote_and_is_in_no_department_is_asked_about(office: Office) -> None:
    assert set(office.departments().values()) == {"Finance", "other"}
    assert "fits nobody yet" in " ".join(office.settings.notices), "the server may still name that department"
    assert office.refresh() == people.Looked(changed=True)
    assert office.server.asked == ["bo@corp.example", "dan@corp.example"] and office.server.closed == 1
    assert office.departments() == {
        "bo@corp.example": "Sales", "carol@corp.example": "Finance", "dan@corp.example": "other",
    }  # fmt: skip
    assert load(office.settings.path).version == office.settings.version, "the next start knows it, too"


def test_nobody_is_asked_about_again_before_it_is_time(office: Office) -> None:
    office.refresh()
    office.server.departments["dan@corp.example"] = "Sales"
    for days in (0.5, 1, 3):
        assert office.refresh(NOW + days * DAY) == people.Looked() and office.server.asked == []
    new = message(sender="eve@corp.example", message_id="<eve@corp.example>", subject="eve", date=NOW - DAY)
    office.store.add("work", [new], "2")
    track(office.store, office.settings.rules(), NOW)
    office.refresh(NOW + 4 * DAY)
    assert office.server.asked == ["eve@corp.example"]
    assert office.refresh(NOW + 7 * DAY).changed
    assert office.server.asked == ["bo@corp.example", "dan@corp.example"], "a week has passed for these"
    assert office.departments()["dan@corp.example"] == "Sales"
    office.server.departments.clear()
    assert office.refresh(NOW + 14 * DAY).changed and office.departments()["bo@corp.example"] == "other"


def test_what_went_wrong_is_said_and_nothing_is_lost(office: Office) -> None:
    office.refresh()
    office.server.error = PermanentError("A permission is missing.", "Grant it.")
    looked = office.refresh(NOW + 7 * DAY)
    assert looked == people.Looked(
        trouble="The directory of work could not be asked: A permission is missing. Grant it."
    )
    assert office.departments()["bo@corp.example"] == "Sales"
    office.server.error = None
    assert office.refresh(NOW + 7 * DAY) == people.Looked() and not office.server.asked, "not before tomorrow"
    office.server.error = TransientError("It is busy.")
    assert office.refresh(NOW + 8 * DAY).trouble
    office.server.error = None
    assert office.refresh(NOW + 8 * DAY) == people.Looked(), "not with every message that arrives"
    office.refresh(NOW + 8 * DAY + people.AGAIN)
    assert office.server.asked == ["bo@corp.example", "dan@corp.example"], "trouble that passes is tried again soon"


def test_who_wrote_no_request_any_more_is_forgotten(office: Office) -> None:
    office.refresh()
    office.store.forget("bo@corp.example")
    track(office.store, office.settings.rules(), NOW)
    office.refresh(NOW + DAY)
    assert set(people_copy.read(office.place).known) == {"dan@corp.example"}


def test_many_are_asked_about_in_several_goes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "MOST", 1)
    office.refresh()
    assert office.server.asked == ["bo@corp.example"]
    office.refresh()
    assert office.server.asked == ["dan@corp.example"]
    office.refresh()
    assert office.server.asked == []


def test_without_the_key_nobody_is_asked(office: Office) -> None:
    config = office.settings.path
    assert config is not None
    office.refresh()
    config.write_text(
        config.read_text().replace("from_server = true", "").replace('department = "Legal"', 'mailbox = "work"')
    )
    plain = load(config)
    assert people.refresh(plain, office.store, NOW, connect=None) == people.Looked()
    assert plain.people.department("bo@corp.example") == "other", "and what was said counts no more"


def test_a_shared_store_needs_one_directory_for_all(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[directory]\nfrom_server = true\n[store]\nurl = "postgresql+psycopg://localhost/x"\n')
    with pytest.raises(ConfigurationError, match="from_server: works with a store of one's own"):
        load(config)


def test_a_copy_that_cannot_be_written_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(people_copy, "write", full)
    assert "No space left" in office.refresh().trouble and office.departments()["bo@corp.example"] == "other"


def test_a_mailbox_without_a_directory_is_said(office: Office) -> None:
    plain = {"plain": Plain(), "work": Plain()}
    looked = people.refresh(office.settings, office.store, NOW, connect=lambda box: plain[box.name])  # type: ignore[arg-type,return-value]
    assert "no mailbox here has a directory" in looked.trouble


def test_what_another_run_learnt_is_seen_by_one_that_goes_on(office: Office) -> None:
    """A daemon and a dashboard keep their settings for long; both must derive with the same ones."""
    config = office.settings.path
    assert config is not None
    other = load(config)
    office.refresh()
    assert other.version != office.settings.version, "not looked yet"
    assert people.refresh(other, office.store, NOW, connect=None) == people.Looked(changed=True)
    assert people.refresh(other, office.store, NOW, connect=None) == people.Looked()
    dashboard = Run(str(config), None, NOW, frozen=True, verbose=0)
    before = dashboard.rules.version
    office.server.departments["bo@corp.example"] = "Research"
    assert office.refresh(NOW + 7 * DAY).changed
    assert other.rules().version == office.settings.version != before
    with opened(office.settings.store_url) as quick:
        assert quick is not None and _fresh(dashboard, quick)
    assert dashboard.rules.version == office.settings.version


def test_the_daemons_job_derives_again(office: Office) -> None:
    servers = {"plain": Plain(), "work": office.server}
    people.ask_around(office.settings, office.store, lambda box: servers[box.name], NOW)  # type: ignore[arg-type,return-value]
    assert office.departments()["bo@corp.example"] == "Sales"
