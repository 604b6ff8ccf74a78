"""Sending and filing through Exchange Web Services: what is told when it went well, badly, or nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.exchange_mailer import ExchangeMailer, connect
from inboxwatch.errors import NotSentError, RefusedError, UncertainError
from tests.builders import raw
from tests.servers.ews import Ews
from tests.servers.ews_state import Box
from tests.servers.exchange import ADA, PASSWORD

BO = "bo@corp.example"
MAIL = raw(sender=ADA, to=BO, message_id="<made-by-us.1@corp.example>", text="I got it.\n")
IDENTITY = "<made-by-us.1@corp.example>"


def mailer(ews: Ews, password: str = PASSWORD, **settings: object) -> ExchangeMailer:
    made = connect(ews.settings(ADA, **settings), lambda: password, Path())
    assert isinstance(made, ExchangeMailer)
    return made


def test_sends_once_and_files_in_sent(ews: Ews, box: Box) -> None:
    ews.add(BO)
    ours = mailer(ews)
    assert ours.holds(IDENTITY, "sent") is False
    ours.send(MAIL, ADA, [BO])
    ours.file(MAIL, "sent")
    assert ours.holds(IDENTITY, "sent") is True
    assert [to for _, to in box.sent] == [[BO]]
    assert [item.raw for item in box.folder("sentitems").items.values()] == [MAIL]
    assert [item.raw for item in ews.boxes[BO].folder("inbox").items.values()] == [MAIL]
    ours.close()


def test_a_draft_is_kept_once_and_sent_to_nobody(ews: Ews, box: Box) -> None:
    ours = mailer(ews)
    ours.file(MAIL, "drafts")
    ours.file(MAIL, "drafts")
    assert [item.draft for item in box.folder("drafts").items.values()] == [True]
    assert box.sent == []
    assert ours.holds(IDENTITY, "drafts") is True
    assert ours.holds(IDENTITY, "inbox") is False
    assert ours.holds("not one of ours", "sent") is None
    ours.close()


def test_others_than_the_mail_names_are_refused(ews: Ews, box: Box) -> None:
    with pytest.raises(RefusedError):
        mailer(ews).send(MAIL, ADA, [BO, "eve@evil.example"])
    assert box.sent == []


def test_a_wrong_password_sends_nothing(ews: Ews, box: Box) -> None:
    with pytest.raises(RefusedError, match="refused the password"):
        mailer(ews, "wrong").send(MAIL, ADA, [BO])
    assert box.sent == []


@pytest.mark.parametrize("code", ["ErrorServerBusy", "ErrorMailboxStoreUnavailable"])
def test_a_busy_server_sends_nothing_and_may_be_asked_again(ews: Ews, box: Box, code: str) -> None:
    ews.fail("CreateItem", code=code)
    with pytest.raises(NotSentError):
        mailer(ews).send(MAIL, ADA, [BO])
    assert box.sent == []


@pytest.mark.parametrize("code", ["ErrorSendAsDenied", "ErrorInvalidRecipients", "ErrorMessageSizeExceeded"])
def test_a_refusal_is_told(ews: Ews, code: str) -> None:
    ews.fail("CreateItem", code=code)
    with pytest.raises(RefusedError):
        mailer(ews).send(MAIL, ADA, [BO])


def test_silence_after_the_mail_leaves_it_uncertain(ews: Ews) -> None:
    ews.fail("CreateItem", silent=5.0)
    with pytest.raises(UncertainError):
        mailer(ews, timeout=0.5).send(MAIL, ADA, [BO])


def test_half_an_answer_leaves_it_uncertain_though_it_was_sent(ews: Ews, box: Box) -> None:
    ews.fail("CreateItem", cut=60)
    ours = mailer(ews)
    with pytest.raises(UncertainError):
        ours.send(MAIL, ADA, [BO])
    assert len(box.sent) == 1
    assert ours.holds(IDENTITY, "sent") is True
    ours.close()
