"""Shared mailboxes: who is on it, and that no second answer to the same request goes unnoticed."""

from __future__ import annotations

from inboxwatch.model import Decision, DecisionKind, Message, Request, State, StepCode
from inboxwatch.tracker import track
from tests.facts import ALICE, SAYS, at, message, rules, shared

SUPPORT = "support@corp.example"
BO = "bo@corp.example"
CAROL = "carol@corp.example"
DESK = shared("support", SUPPORT, BO, CAROL)


def asked(key: str = "q", hours: float = 0, **changes: object) -> Message:
    """Alice asks the desk."""
    return message(key, ALICE, SUPPORT, hours=hours, mailbox="support", **changes)


def answer(key: str, who: str, hours: float, re: str = "q", **changes: object) -> Message:
    """A member answers Alice, with the desk in copy."""
    return message(
        key, who, ALICE, hours=hours, mailbox="support", cc=(SUPPORT,), verdict=SAYS, re=re, in_sent=True, **changes
    )


def only(messages: list[Message], *decisions: Decision) -> Request:
    """Track at 3 hours and return the only request."""
    found = track(messages, decisions, rules(mailboxes=(DESK,)), at(3), trace=True)
    assert len(found) == 1
    return found[0]


def took(who: str, hours: float, key: str = "q") -> Decision:
    """A member says that they are on it."""
    return Decision(DecisionKind.TAKE, "support", key, at(hours), by=who)


def test_whoever_took_it_last_is_on_it() -> None:
    """Taking changes nothing for the requester: the clock goes on."""
    request = only([asked()], took(BO, 1), took(CAROL, 2))
    assert (request.taken_by, request.state) == (CAROL, State.OPEN)
    assert [(step.code, step.who) for step in request.trace][1:] == [(StepCode.TAKEN, BO), (StepCode.TAKEN, CAROL)]


def test_nobody_is_on_it_until_somebody_says_so() -> None:
    """An answer alone takes nothing."""
    assert only([asked(), answer("a", BO, 1)]).taken_by == ""


def test_taking_a_chaser_takes_the_request() -> None:
    """Said of the chaser, meant the request."""
    assert only([asked(), asked("q2", 1, re="q")], took(BO, 2, "q2")).taken_by == BO


def test_two_answers_to_the_same_request_are_noticed() -> None:
    """Bo and Carol both answered the request itself: Carol did not know."""
    request = only([asked(), answer("a", BO, 1), answer("b", CAROL, 1.5)])
    assert (request.acknowledgement.by if request.acknowledgement else "", request.also_answered_by) == (BO, (CAROL,))
    assert request.trace[-1].code is StepCode.ANSWERED_AGAIN


def test_a_thanks_between_two_answers_hides_nothing() -> None:
    """The second one still answers the request itself."""
    thanks = asked("t", 1.2, re="a", verdict=SAYS)
    assert only([asked(), answer("a", BO, 1), thanks, answer("b", CAROL, 1.5)]).also_answered_by == (CAROL,)


def test_adding_to_a_colleagues_answer_is_no_second_answer() -> None:
    """Carol's mail refers to Bo's: she had seen it."""
    assert only([asked(), answer("a", BO, 1), answer("b", CAROL, 1.5, re="a")]).also_answered_by == ()


def test_answering_oneself_again_is_no_second_answer() -> None:
    """Bo adds something from the desk's address: Sender says that it is him."""
    again = answer("b", SUPPORT, 1.5, sender_header=BO)
    assert only([asked(), answer("a", BO, 1), again]).also_answered_by == ()


def test_a_holding_reply_after_the_answer_is_no_second_answer() -> None:
    """It says nothing that could contradict."""
    from dataclasses import replace

    holds = answer("b", CAROL, 1.5, re="q")
    holds = replace(holds, verdict=replace(holds.verdict, holding=True))
    assert only([asked(), answer("a", BO, 1), holds]).also_answered_by == ()


def test_in_a_personal_mailbox_only_the_owner_answers() -> None:
    """A delegate who adds something is not noticed as a second answer."""
    from tests.facts import ADA

    messages = [
        message("q", ALICE),
        message("a", ADA, ALICE, hours=1, re="q"),
        message("b", ADA, ALICE, hours=2, re="q"),
    ]
    assert track(messages, [], rules(), at(3))[0].also_answered_by == ()
