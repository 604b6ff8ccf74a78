"""T11: what a stranger sends in somebody's name stops no clock, opens no request and ties no conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inboxwatch.model import Authentication, Mailbox, Message, State
from inboxwatch.tracker import Rules, track
from tests.facts import ADA, ALICE, SAYS, at, message, rules

BORDER = "mx.corp.example"
PASSED = (Authentication(BORDER, dmarc="pass"),)
FORGERIES = {
    "the border says that it failed": (Authentication(BORDER, dmarc="fail"),),
    "the border found nothing to check": (Authentication(BORDER, dmarc="none", dkim="none"),),
    "another domain's signature is good": (Authentication(BORDER, dkim="pass", dkim_domains=("evil.example",)),),
    "a look-alike's signature is good": (Authentication(BORDER, dkim="pass", dkim_domains=("xcorp.example",)),),
    "it brings a good result along, below the border's": (
        Authentication(BORDER, dmarc="fail"),
        Authentication(BORDER, dmarc="pass"),
    ),
    "it brings another service's along": (
        Authentication(BORDER, dmarc="fail"),
        Authentication("mx.evil", dmarc="pass"),
    ),
}
"""What the border wrote, topmost first; mail without any result of the border never crossed it (docs/clock.md)."""


def guarded() -> Rules:
    """Ada's mailbox, which believes what its own border says of a sender."""
    return rules(mailboxes=(Mailbox("work", addresses=frozenset({ADA}), main=ADA, authserv_id=BORDER),))


def question() -> Message:
    return message("q", ALICE, authentication=PASSED)


def answer(authentication: tuple[Authentication, ...]) -> Message:
    """In Ada's name, with the right In-Reply-To, but come from outside instead of lying in Sent."""
    return message("a", ADA, ALICE, hours=1, re="q", in_sent=False, verdict=SAYS, authentication=authentication)


@pytest.mark.parametrize("why", FORGERIES)
def test_t11_a_forged_answer_does_not_stop_the_clock(why: str) -> None:
    """T11: From is the watched person and In-Reply-To names the request, yet nobody vouches for it."""
    [request] = track([question(), answer(FORGERIES[why])], [], guarded(), at(2))
    assert request.state is State.OPEN and request.acknowledgement is None


def test_t11_the_same_answer_counts_where_the_border_vouches_for_it() -> None:
    """The test above can fail: only the authentication differs."""
    [request] = track([question(), answer(PASSED)], [], guarded(), at(2))
    assert request.state is State.ANSWERED


@pytest.mark.parametrize("why", FORGERIES)
def test_t11_a_forged_question_opens_nothing(why: str) -> None:
    """T11: a colleague's name on a stranger's mail is nobody's request."""
    assert track([replace(question(), authentication=FORGERIES[why])], [], guarded(), at(2)) == []


@pytest.mark.parametrize("why", FORGERIES)
def test_t11_a_forged_withdrawal_and_a_forged_bounce_change_nothing(why: str) -> None:
    """T11: "never mind" in the requester's name, by a stranger."""
    verdict = replace(SAYS, withdraws=True)
    forged = message("w", ALICE, hours=1, re="q", verdict=verdict, authentication=FORGERIES[why])
    [request] = track([question(), forged], [], guarded(), at(2))
    assert request.state is State.OPEN


def test_t11_a_stranger_cannot_hijack_a_conversation() -> None:
    """T11: an outsider who knows the Message-ID neither asks again nor joins what is to be answered."""
    stranger = message("s", "eve@evil.example", hours=1, re="q", authentication=(Authentication(BORDER, dmarc="pass"),))
    alone = track([question()], [], guarded(), at(2))
    assert track([question(), stranger], [], guarded(), at(2)) == alone


@pytest.mark.parametrize(
    "authentication", [(Authentication("mx.any", dmarc="fail"),), FORGERIES["the border says that it failed"]]
)
def test_t11_without_a_setting_a_topmost_failure_of_dmarc_is_enough(authentication: tuple[Authentication, ...]) -> None:
    """T11: whoever wrote that result: the mail neither opens nor stops nor withdraws."""
    assert track([replace(question(), authentication=authentication)], [], rules(), at(2)) == []
    withdrawal = message(
        "w", ALICE, hours=1, re="q", verdict=replace(SAYS, withdraws=True), authentication=authentication
    )
    for forged in (answer(authentication), withdrawal):
        [request] = track([message("q", ALICE), forged], [], rules(), at(2))
        assert request.state is State.OPEN
        [believed] = track([message("q", ALICE), replace(forged, authentication=())], [], rules(), at(2))
        assert believed.state is not State.OPEN
