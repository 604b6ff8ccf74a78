"""The invented company: always the same bytes, real mail, and at any scale."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import hashlib
import stat
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from inboxwatch.demo import NOW, Company, write_company, write_load
from inboxwatch.demo.load import fresh
from inboxwatch.demo.mime import words
from inboxwatch.demo.people import departments_csv


def files(folder: Path) -> list[Path]:
    """Every message below a folder, in order."""
    return sorted(path for path in folder.rglob("cur/*") if path.is_file())


def digest(folder: Path) -> str:
    """What the mail below a folder is, names included."""
    found = hashlib.sha256()
    for path in files(folder):
        found.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return found.hexdigest()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The company of the demo, written once."""
    return write_company(tmp_path_factory.mktemp("company"))


def test_the_same_seed_gives_the_same_bytes(company: Company, tmp_path: Path) -> None:
    again, other = write_company(tmp_path / "again"), write_company(tmp_path / "other", seed=8)
    assert digest(again.mail) == digest(company.mail) != digest(other.mail)


def test_the_bytes_do_not_depend_on_zone_language_or_hash_seed(company: Company, tmp_path: Path) -> None:
    code = "import sys, pathlib; from inboxwatch.demo import write_company; write_company(pathlib.Path(sys.argv[1]))"
    environment = {"TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONHASHSEED": "3", "PYTHONPATH": str(Path.cwd())}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "far")], check=True, env=environment)
    assert digest(tmp_path / "far" / "mail") == digest(company.mail)


def test_never_writes_into_a_folder_that_holds_mail(company: Company) -> None:
    with pytest.raises(FileExistsError):
        write_company(company.config.parent)


def test_every_message_parses_without_defects(company: Company) -> None:
    paths = files(company.mail)
    assert len(paths) == company.inbox + company.sent > 400
    for path in paths:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert not message.defects, path
        for part in message.walk():
            assert not part.defects, path
            if part.get_content_maintype() == "text":
                part.get_content()
        assert len(message["From"].addresses) == 1
        assert message["Date"].datetime.utcoffset() is not None
        assert message["Message-ID"].startswith("<")
        assert max(map(len, path.read_bytes().split(b"\n"))) < 998, path


def test_message_ids_are_unique_and_nothing_is_later_than_now(company: Company) -> None:
    seen: Counter[str] = Counter()
    for path in files(company.mail):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        seen[message["Message-ID"]] += 1
        assert message["Date"].datetime <= company.now
    assert seen.most_common(1)[0][1] == 1
    assert all(story.message_id in seen for story in company.stories)
    assert company.explain in seen


def test_six_weeks_five_languages_all_departments(company: Company) -> None:
    text = "\n".join(path.read_text() for path in files(company.mail))
    dates = [dt.datetime.fromtimestamp(int(path.name.split(".")[0]), dt.UTC) for path in files(company.mail)]
    assert dt.timedelta(weeks=6) <= company.now - min(dates) < dt.timedelta(weeks=6, days=2)
    for sign in (
        "Hallo Mira",
        "Bonjour Mira",
        "Ciao Mira",
        "Hi Mira",
        "multipart/report",
        "text/calendar",
        "Content-Disposition: reaction",
        "List-Unsubscribe",
        "Auto-Submitted: auto-replied",
    ):
        assert sign in text, sign
    departments = {line.split(",")[1] for line in departments_csv().splitlines()[1:]}
    assert {"Finance", "Sales", "Warehouse", "IT", "HR", "Management", "Suppliers", "Consultants"} == departments


def test_the_configuration_is_toml_and_names_what_was_written(company: Company) -> None:
    settings = tomllib.loads(company.config.read_text())
    assert Path(settings["mailbox"][0]["path"]) == company.mail.resolve()
    assert (company.config.parent / settings["directory"]["file"]).read_text() == departments_csv()
    assert NOW == company.now == dt.datetime(2026, 5, 21, 12, 30, tzinfo=dt.UTC)


def test_messages_are_private_files(company: Company) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(company.mail)} == {0o600}


@pytest.mark.parametrize("text", ["plain", "Grüße aus dem Büro " * 9, "👍" * 40, "é"])
def test_encoded_words_keep_to_rfc_2047(text: str) -> None:
    coded = words(text)
    assert all(len(line.strip()) <= 75 for line in coded.split("\n") if "=?" in line)
    message = email.message_from_string(f"Subject: {coded}\n\n", policy=email.policy.default)
    assert message["Subject"].strip() == text.strip()


def test_a_load_is_deterministic_shaped_and_grows(tmp_path: Path) -> None:
    load, again = write_load(tmp_path / "a", 600), write_load(tmp_path / "b", 600)
    assert load == again
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    assert (load.inbox, load.sent) == (600, 200)
    kinds = Counter(
        email.message_from_bytes(path.read_bytes()).get_content_type() for path in files(tmp_path / "a" / "cur" / "..")
    )
    assert 300 < kinds["text/plain"] - 200 < 420 and 130 < kinds["multipart/alternative"] < 230
    assert 30 < kinds["multipart/mixed"] < 100
    more = [email.message_from_bytes(raw)["Message-ID"] for raw in fresh(10, 2, NOW)]
    assert len(set(more)) == 10
    assert more == [email.message_from_bytes(raw)["Message-ID"] for raw in fresh(10, 2, NOW)]
    with pytest.raises(FileExistsError):
        write_load(tmp_path / "a", 1)


def test_a_load_is_real_mail(tmp_path: Path) -> None:
    write_load(tmp_path / "box", 150)
    for path in files(tmp_path / "box"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert not message.defects and len(message["From"].addresses) == 1, path
