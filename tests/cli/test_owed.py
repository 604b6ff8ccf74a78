"""What the owner is owed and what people outside ask, on the command line."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.conftest import Office
from tests.cli.test_data import check_request


def external(office: Office) -> Office:
    """Track people outside from now on."""
    with (office.folder / "config.toml").open("a", encoding="utf-8") as config:
        config.write("\n[figures]\nexternal = true\n")
    return office


def test_requests_owed_lists_them_in_the_shape_of_requests(synced: Office) -> None:
    said = synced.json("requests", "--owed", "--json")
    assert said["relation"] == "owed"
    assert len(said["requests"]) > 10
    for item in said["requests"]:
        check_request(item)
    known = {item["id"] for item in synced.json("requests", "--json")["requests"]}
    assert known.isdisjoint(item["id"] for item in said["requests"])


def test_the_same_filters_hold(synced: Office) -> None:
    everything = synced.json("requests", "--owed", "--json")["requests"]
    for words, wanted in (
        (["--state", "open"], lambda item: item["state"] == "open"),
        (["--overdue"], lambda item: item["state"] == "open" and item["outcome"] == "missed"),
        (["--department", "IT"], lambda item: item["department"] == "IT"),
        (["--from", "felix"], lambda item: "felix" in item["from"]),
        (["--since", "2026-05-01"], lambda item: item["received_at"] >= "2026-04-30T22:00:00Z"),
    ):
        found = synced.json("requests", "--owed", *words, "--json")["requests"]
        assert sorted(item["id"] for item in found) == sorted(item["id"] for item in everything if wanted(item))
        assert found, words


def test_the_table_and_the_csv_show_the_same(synced: Office) -> None:
    open_ones = synced.json("requests", "--owed", "--state", "open", "--json")["requests"]
    table = synced.run("requests", "--owed", "--state", "open").stdout
    assert "Who owes" in table and "Asked" in table
    assert all(item["id"] in table for item in open_ones)
    rows = list(csv.DictReader(io.StringIO(synced.run("requests", "--owed", "--state", "open", "--csv").stdout)))
    assert {row["id"] for row in rows} == {item["id"] for item in open_ones}


def test_status_says_how_many_answers_are_waited_for(synced: Office) -> None:
    counts = synced.json("status", "--json")
    assert counts["external"] is None
    words = f"You wait for {counts['owed']['open']} answers, {counts['owed']['overdue']} longer than the target, since "
    assert words in " ".join(synced.run("status").stdout.split())


def test_done_and_undo_take_its_id(office: Office) -> None:
    """What was answered by phone is owed no more; a snooze of it would mean nothing."""
    before = office.json("requests", "--owed", "--state", "open", "--json")["requests"]
    name = before[-1]["id"]
    assert office.run("done", name).exit_code == 0
    after = office.json("requests", "--owed", "--state", "open", "--json")["requests"]
    assert name not in {item["id"] for item in after}
    assert office.run("snooze", name, "2h").exit_code == 2
    assert office.run("undo", name).exit_code == 0
    assert office.json("requests", "--owed", "--state", "open", "--json")["requests"] == before


def test_explain_tells_what_a_mail_is_owed(synced: Office) -> None:
    item = next(each for each in synced.json("requests", "--owed", "--json")["requests"] if each["state"] == "open")
    told = " ".join(synced.run("explain", item["id"]).stdout.split())
    assert "No request" in told
    assert f"You asked {item['from']} " in told and "and wait: " in told


@pytest.mark.parametrize("words", [["--owed", "--external"], ["--external"]])
def test_what_cannot_be_asked_is_said(synced: Office, words: list[str]) -> None:
    done = synced.run("requests", *words)
    assert done.exit_code == 2
    assert "one at a time" in done.stderr or "external = true" in done.stderr


def test_people_outside_stand_apart(office: Office) -> None:
    """Turned on, everything is derived again; no request, no figure of requests changes."""
    before = office.json("requests", "--json")["requests"]
    report = office.json("report", "--week", "now", "--json")
    assert "external" not in report
    external(office)
    done = office.run("status")
    assert "the rules changed" in done.stdout + done.stderr
    outside = office.json("requests", "--external", "--json")
    assert outside["relation"] == "external"
    assert outside["requests"]
    known = office.json("requests", "--json")["requests"]
    assert known == before
    again = office.json("report", "--week", "now", "--json")
    assert again["figures"] == report["figures"]
    assert again["external"]["open"] == sum(item["state"] == "open" for item in outside["requests"])
    assert "People outside" in office.run("report", "--language", "en").stdout


def test_scan_has_them_too(synced: Office) -> None:
    done = synced.run("scan", str(synced.folder / "mail"), "--json")
    said = json.loads(done.stdout)
    assert said["external"] is None
    assert {item["id"] for item in said["owed"]["requests"]} != set()
    assert sum(each["i_wait_for"]["open"] for each in said["between"]) == said["owed"]["figures"]["open"]
    assert sum(each["waits_for_me"]["open"] for each in said["between"]) == said["figures"]["open"]
