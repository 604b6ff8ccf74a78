"""`train`: an owner's habits are learnt from real files, kept if better, used everywhere, taken back to the byte."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.classifier import VERSION, personal
from inboxwatch.cli import main
from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store import Store
from tests import habits
from tests.cli.json_page import check


class Place:
    """A folder with the owner's mail, a configuration and a store."""

    def __init__(self, folder: Path) -> None:
        """Use what lies in `folder`."""
        self.folder = folder

    def run(self, *args: str) -> Result:
        """Run a command at the end of the half year."""
        options = ["--config", str(self.folder / "config.toml"), "--now", habits.NOW.isoformat()]
        return CliRunner().invoke(main, [*options, *args])

    def json(self, *args: str) -> Any:  # noqa: ANN401 - JSON
        """Run a command that prints JSON."""
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def sql(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        """Look into the store, or change it behind the program's back."""
        with closing(sqlite3.connect(self.folder / "store.db")) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def verdicts(self) -> list[tuple[Any, ...]]:
        """Every column of every stored message."""
        return self.sql("SELECT * FROM message ORDER BY mailbox, key")

    def kept(self) -> str:
        """What the store keeps of the training."""
        return "".join(row[0] for row in self.sql("SELECT value FROM meta WHERE name = 'personal'"))


@dataclass(frozen=True)
class Office:
    """One folder for all tests, for the places of mail are paths; `stores` are the store before and after training."""

    folder: Path
    stores: dict[str, bytes]
    told: dict[str, Any]

    def at(self, stage: str) -> Place:
        """Put the mail, the configuration and the store back as they were at that stage."""
        for file in self.folder.iterdir():
            file.unlink()
        habits.write(self.folder)
        (self.folder / "store.db").write_bytes(self.stores[stage])
        (self.folder / "store.db").chmod(0o600)
        return Place(self.folder)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("habits")
    habits.write(folder)
    here = Place(folder)
    assert here.run("sync").exit_code == 0
    stores = {"synced": whole(folder / "store.db")}
    told = here.json("train")
    return Office(folder, stores | {"trained": whole(folder / "store.db")}, told)


def whole(store: Path) -> bytes:
    """The store with everything that lies in its log."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.read_bytes()


@pytest.fixture
def place(office: Office) -> Place:
    return office.at("synced")


@pytest.fixture
def trained(office: Office) -> Place:
    return office.at("trained")


def letter(kind: str, number: int = 0) -> habits.Letter:
    """A message of a kind that the training has not seen."""
    return [each for each in habits.letters(60, seed=99) if each.kind == kind][number]


def score(place: Place, kind: str) -> float:
    """What `classify` says of such messages, on average."""
    files = []
    for number in range(5):
        file = place.folder / f"{kind}{number}.eml"
        file.write_bytes(letter(kind, number).raw)
        files.append(str(file))
    found = place.json("classify", *files, "--me", "ada@corp.example")
    return float(sum(each["score"] for each in found)) / len(found)


def test_the_docs_name_every_field(office: Office, trained: Place) -> None:
    check("Training", [office.told, trained.json("train", "--show")], "Metrics")


def test_the_owners_habits_improve_both_figures_on_mail_that_was_held_back(office: Office) -> None:
    found = office.told
    assert (found["outcome"], found["kept"]) == ("kept", True)
    assert sum(found["examples"].values()) == 400
    assert found["held_back"] == 100
    for name in ("f1", "average_precision"):
        assert found["after"][name] > found["before"][name] + 0.05
        low, high = found["after"]["intervals"][name]
        assert low <= found["after"][name] <= high
    assert found["better_share"] >= 0.9
    assert found["mailboxes"][0]["judged_again"] == len(office.at("trained").verdicts())
    assert found["mailboxes"][0]["left"] == 0


def test_what_was_learnt_is_numbers_by_names_that_the_package_ships(trained: Place) -> None:
    model = trained.json("train", "--show")["model"]
    assert set(model["weights"]) <= personal.vocabulary() | {personal.BIAS}
    assert model["classifier"] == VERSION
    content = json.loads(trained.kept())
    assert set(content) == {"format", "models"}
    kept = content["models"][0]
    assert set(kept) == {"classifier", "at", "weights", "told", "senders"}
    assert "corp.example" not in json.dumps([kept["weights"], kept["told"]])
    assert set(kept["senders"]) == {"people"}  # no department is configured
    assert set(kept["senders"]["people"]) <= {who.partition("<")[2][:-1] for who in (*habits.PEOPLE, habits.SOCIAL)}
    assert kept["senders"]["people"]["eve@corp.example"] < 0  # she sends the polls


def test_stored_mail_is_judged_again_by_the_new_weights_and_new_mail_too(trained: Place) -> None:
    model = trained.json("train", "--show")["model"]
    assert trained.sql("SELECT DISTINCT version FROM message") == [(model["version"],)]
    again = trained.json("sync")["mailboxes"][0]
    assert (again["new"], again["judged_again"], again["left"]) == (0, 0, 0)
    with (trained.folder / "mail.mbox").open("ab") as box:
        box.write(b"From x Mon Jul 20 08:00:00 2026\n" + letter("build").raw + b"\n")
    assert trained.json("sync")["mailboxes"][0]["new"] == 1
    assert trained.sql("SELECT DISTINCT version FROM message") == [(model["version"],)]


def test_classify_scan_and_explain_judge_alike(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(letter("build").raw)
    (plain,) = office.at("synced").json("classify", str(file), "--me", "ada@corp.example")
    trained = office.at("trained")
    (adapted,) = trained.json("classify", str(file), "--me", "ada@corp.example")
    (stranger,) = trained.json("classify", str(file), "--me", "colleague1@corp.example")
    assert adapted["score"] > plain["score"] > stranger["score"] - 0.5
    scanned = trained.json("scan", str(file))["requests"]
    assert [each["score"] for each in scanned] == [adapted["score"]]
    identity = trained.sql("SELECT message_id FROM message WHERE subject LIKE 'Red again%' LIMIT 1")[0][0]
    (stored,) = trained.sql("SELECT score FROM message WHERE message_id = ?", identity)[0]
    told = trained.json("explain", identity, "--read")
    assert told["score"] == stored
    assert told["notices"] == []


def test_undo_brings_every_byte_of_every_verdict_back(place: Place) -> None:
    before = place.verdicts()
    assert place.json("train")["kept"]
    assert place.verdicts() != before
    result = place.run("train", "--undo")
    assert result.exit_code == 0
    assert "The shipped classifier judges alone again." in result.stderr
    assert place.verdicts() == before
    assert place.kept() == ""
    again = place.run("train", "--undo")
    assert again.exit_code == 2
    assert "nothing to undo" in again.stderr


def test_training_twice_changes_nothing_and_undo_goes_back_one_step(trained: Place) -> None:
    kept, verdicts = trained.kept(), trained.verdicts()
    assert trained.json("train")["outcome"] == "unchanged"
    assert (trained.kept(), trained.verdicts()) == (kept, verdicts)
    polls = trained.sql("SELECT message_id FROM message WHERE subject LIKE 'Quick poll%' LIMIT 12")
    assert trained.run("mark", *(identity for (identity,) in polls)).exit_code == 0
    found = trained.json("train")
    if found["kept"]:
        assert trained.json("train", "--undo")["outcome"] == "undone"
        assert (trained.kept(), trained.verdicts()) == (kept, verdicts)


def test_a_dry_run_changes_nothing(place: Place) -> None:
    before = place.verdicts()
    result = place.run("train", "--dry-run")
    assert result.exit_code == 0
    assert "without --dry-run" in result.stderr
    assert "Average precision" in result.stdout
    assert (place.kept(), place.verdicts()) == ("", before)


def test_dismissals_of_one_senders_broadcasts_lower_that_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the polls are answered, so the history says nothing about them; what was dismissed does."""
    monkeypatch.setitem(habits.ANSWERS, "poll", 0.5)
    habits.write(tmp_path)
    here = Place(tmp_path)
    assert here.run("sync").exit_code == 0
    shipped = score(here, "poll")
    assert here.json("train")["kept"]
    plain = score(here, "poll")
    polls = here.sql("SELECT mailbox, key FROM message WHERE sender = 'eve@corp.example' ORDER BY received_at LIMIT 30")
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        for mailbox, key in polls:
            store.decide(Decision(DecisionKind.DISMISS, mailbox, key, habits.NOW))
    found = here.json("train")
    assert found["kept"]
    assert found["examples"]["dismissed"] == 30
    assert score(here, "poll") < min(plain, shipped) - 0.1
    assert score(here, "build") > score(here, "poll")


def test_too_little_history_is_said_and_changes_nothing(tmp_path: Path) -> None:
    habits.write(tmp_path, count=40)
    here = Place(tmp_path)
    assert here.run("sync").exit_code == 0
    result = here.run("train")
    assert result.exit_code == 0
    assert "too little history" in result.stderr
    assert here.kept() == ""
    assert here.json("train")["outcome"] == "too-little-history"
    shown = here.run("train", "--show")
    assert "Nothing was learnt yet" in shown.stderr
    assert here.json("train", "--show") == {"model": None, "notice": None}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"format":1', '"format":9', "is damaged and is not used"),
        ('"weights":{', '"weights":{"x":"y",', "is damaged and is not used"),
        (f'"classifier":"{VERSION}"', '"classifier":"linear-0"', "belongs to another classifier (linear-0"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_shipped_classifier_judges(
    office: Office, old: str, new: str, words: str
) -> None:
    shipped = office.at("synced").verdicts()
    trained = office.at("trained")
    assert old in trained.kept()
    trained.sql("UPDATE meta SET value = ? WHERE name = 'personal'", trained.kept().replace(old, new))
    synced = trained.run("sync")
    assert synced.exit_code == 0
    assert words in synced.stderr
    assert words not in trained.run("sync").stderr  # said once
    assert trained.verdicts() == shipped
    file = trained.folder / "one.eml"
    file.write_bytes(letter("poll").raw)
    classified = trained.run("classify", str(file), "--me", "ada@corp.example")
    assert words in classified.stderr
    assert trained.run("train", "--show").stderr.count(words) == 1
    assert trained.json("train")["outcome"] == "kept"
    assert len(json.loads(trained.kept())["models"]) == 1


def test_a_shared_mailbox_is_not_the_owners(trained: Place) -> None:
    config = trained.folder / "config.toml"
    shared = 'since = "400d"\nkind = "shared"\nmembers = ["ada@corp.example"]\naddresses = ["ada@corp.example"]'
    config.write_text(config.read_text().replace('since = "400d"', shared))
    assert trained.json("sync")["mailboxes"][0]["judged_again"] > 0
    assert trained.sql("SELECT DISTINCT version FROM message") == [(VERSION,)]
    assert trained.json("train")["examples"] == {"answered": 0, "unanswered": 0, "marked": 0, "dismissed": 0}


def test_mail_that_is_gone_is_counted_and_a_mailbox_that_is_gone_stops_it(place: Place) -> None:
    box = place.folder / "mail.mbox"
    whole = box.read_bytes()
    messages = whole.split(b"\nFrom x ")
    box.write_bytes(b"\nFrom x ".join(messages[:-20]))
    found = place.json("train", "--dry-run")
    assert found["gone"] > 0
    box.unlink()
    result = place.run("train")
    assert result.exit_code == 4
    assert "Error: " in result.stderr
    assert place.kept() == ""


def test_export_has_what_was_learnt_and_forget_leaves_nobody(trained: Place) -> None:
    rows = [json.loads(line) for line in trained.run("export").stdout.splitlines()]
    assert [row["value"] for row in rows if row["table"] == "personal"] == [trained.kept()]
    assert trained.run("forget", "bo@corp.example", "--yes").exit_code == 0
    assert "bo@" not in trained.kept()


def test_wrong_ways_to_call_it(place: Place) -> None:
    both = place.run("train", "--dry-run", "--undo")
    assert both.exit_code == 2
    assert "do not go together" in both.stderr
    config = place.folder / "config.toml"
    config.write_text(config.read_text().partition("[[mailbox]]")[0])
    none = place.run("--store", f"sqlite:///{place.folder}/store.db", "train")
    assert none.exit_code == 3
    assert "No mailbox is configured" in none.stderr


def test_a_forgotten_person_is_in_nothing_that_was_learnt(trained: Place) -> None:
    assert "eve@corp.example" in trained.kept()
    with Store.open(f"sqlite:///{trained.folder}/store.db") as store:
        store.forget("eve@corp.example")
    assert "eve@corp.example" not in trained.kept()
    people = trained.json("train", "--show")["model"]["senders"]
    assert people.keys() == {"bo@corp.example", "carol@corp.example", "dan@corp.example"} & people.keys()


def test_nobody_is_kept_whose_mail_was_purged(trained: Place) -> None:
    with Store.open(f"sqlite:///{trained.folder}/store.db") as store:
        store.purge(habits.START)
        assert "eve@corp.example" in trained.kept()
        store.purge(habits.NOW)
    assert "@corp.example" not in trained.kept()
    assert trained.json("train", "--show")["model"]["senders"] == {}


def test_senders_are_shown_and_explained(trained: Place) -> None:
    shown = trained.run("train", "--show")
    assert "eve@corp.example" in shown.stdout
    assert "you answer this sender less often than others" in " ".join(shown.stdout.split())
    file = trained.folder / "poll.eml"
    file.write_bytes(letter("poll").raw)
    (told,) = trained.json("classify", str(file), "--me", "ada@corp.example")
    assert "you answer this sender less often than others" in told["reasons"]


def test_a_department_is_learnt_and_stands_for_people_who_never_wrote(tmp_path: Path) -> None:
    habits.write(tmp_path)
    config = tmp_path / "config.toml"
    listed = (
        '[directory.departments]\nSocial = ["eve@corp.example", "*@social.corp.example"]\nIT = ["it-*@corp.example"]\n'
    )
    config.write_text(config.read_text().replace("[calendar]", listed + "[calendar]"))
    here = Place(tmp_path)
    assert here.run("sync").exit_code == 0
    assert here.json("train")["kept"]
    found = here.json("train", "--show")["model"]["senders"]
    assert found["*@social.corp.example"] < 0 == found["it-*@corp.example"]
    assert found["eve@corp.example"] <= found["*@social.corp.example"]
    file = tmp_path / "new.eml"
    file.write_bytes(letter("poll").raw.replace(b"eve@corp.example", b"newcomer@social.corp.example"))
    (told,) = here.json("classify", str(file), "--me", "ada@corp.example")
    assert "you answer this sender's department less often than others" in told["reasons"]
