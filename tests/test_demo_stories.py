"""The demo end to end: every hand-written story comes out as it says, through the real commands."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from inboxwatch.demo import Company, Story, write_company
from inboxwatch.demo.stories import tell

STORIES = [story for tale in tell() for story in tale.stories]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return write_company(tmp_path_factory.mktemp("stories"))


@pytest.fixture(scope="module")
def requests(company: Company) -> dict[str, dict[str, object]]:
    """The requests of the demo by Message-ID, as scripts see them."""
    options = ["--config", str(company.config), "--now", company.now.isoformat()]
    done = CliRunner().invoke(main, [*options, "sync"])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, [*options, "requests", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["requests"]
    return {request["message_id"]: request for request in found}


@pytest.mark.parametrize("story", STORIES, ids=[f"{story.name}-{number}" for number, story in enumerate(STORIES)])
def test_story(story: Story, requests: dict[str, dict[str, object]]) -> None:
    request = requests.get(story.message_id)
    if story.expect is None:
        assert request is None, f"{story.message_id} should be no request"
        return
    assert request is not None, f"{story.message_id} should be a request"
    for name, wanted in story.expect.items():
        value = request[name]
        if name == "promise":
            assert isinstance(value, dict) and value["state"] == wanted, name
        elif name == "business_seconds":
            assert isinstance(value, int) and isinstance(wanted, int) and abs(value - wanted) <= 60, name
        else:
            assert value == wanted, name


def test_the_demo_shows_people_who_wait_but_not_everybody(requests: dict[str, dict[str, object]]) -> None:
    late = [request for request in requests.values() if request["state"] == "open" and request["outcome"] == "missed"]
    assert 3 <= len(late) <= 12
    met = sum(request["outcome"] == "met" for request in requests.values())
    assert 0.75 <= met / (met + sum(request["outcome"] == "missed" for request in requests.values())) <= 0.97


def test_everyday_questions_are_found_and_the_rest_is_not(
    company: Company, requests: dict[str, dict[str, object]]
) -> None:
    """Of the mail that the generator wrote as a question nearly all is a request; thanks and notices never are."""
    told = [
        name
        for name in requests
        if "-fyi." in name or name.startswith(("<issue.", "<erp.", "<alert.", "<bounce.", "<mdn."))
    ]
    assert told == []
    asked = {
        path.read_text().split("Message-ID: ")[1].split("\n")[0] for path in (company.mail / "INBOX" / "cur").iterdir()
    }
    first = {name for name in asked if name.startswith("<0") and ".1@" in name and "-fyi" not in name}
    assert len(first) > 100
    assert len(first & set(requests)) >= 0.95 * len(first), sorted(first - set(requests))
