"""What the graph connector does with what Microsoft Graph is known to do: lost tokens, throttling, odd mail, links."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from connectors.graph import connect
from connectors.graph_errors import pause
from inboxwatch import classifier
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from inboxwatch.ports import Batch
from tests import builders
from tests.contract import START, deliveries, mails
from tests.integration.test_graph_contract import ADA, graph, table, token
from tests.servers.graph import Graph, GraphFault

__all__ = ["graph"]

HOUR = dt.timedelta(hours=1)


def read(graph: Graph, cursor: str = "", since: dt.datetime | None = None, **more: object) -> list[Batch]:
    with closing(connect(table(graph, **more), token, Path())) as connector:
        return list(connector.fetch(cursor, since))


def fill(graph: Graph, count: int, folder: str = "inbox", first: int = 0) -> None:
    graph.deliver([(each.raw, each.at) for each in deliveries(count, first=first)], folder)


def subjects(found: Iterable[Batch]) -> list[str]:
    return [mail.subject for mail in mails(found)]


def once(status: int, code: str, message: str = "no", *, path: str = "/delta", **headers: str) -> Callable[..., Any]:
    """A fault that happens to the first fitting request."""
    left = [GraphFault(status, code, message, **headers)]
    return lambda _, target: left.pop() if left and path in target else None


def always(status: int, code: str, message: str = "no", *, path: str = "/", **headers: str) -> Callable[..., Any]:
    return lambda _, target: GraphFault(status, code, message, **headers) if path in target else None


# Delta


def test_r7_a_lost_delta_token_starts_over_from_the_same_day(graph: Graph) -> None:
    fill(graph, 60)
    since = START + 20 * HOUR
    cursor = read(graph, since=since)[-1].cursor
    graph.forget_tokens()
    fill(graph, 1, first=60)
    found = subjects(read(graph, cursor, since))
    assert "Question 60" in found and "Question 0" not in found
    assert len(found) == len(set(found)) == 41


def test_r7_a_token_lost_between_two_pages(graph: Graph) -> None:
    fill(graph, 120)
    with closing(connect(table(graph), token, Path())) as connector:
        batches = connector.fetch("", None)
        first = next(batches)
        graph.forget_tokens()
        found = [first, *batches]
    assert set(subjects(found)) == {f"Question {n}" for n in range(120)}


def test_a_service_that_only_ever_says_resync_is_a_transient_error(graph: Graph) -> None:
    fill(graph, 1)
    cursor = read(graph)[-1].cursor
    graph.faults.append(always(410, "resyncRequired", path="/delta"))
    with pytest.raises(TransientError, match="has forgotten"):
        read(graph, cursor)


def test_more_than_the_filter_shows_are_found_all_the_same(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Microsoft's delta with a filter ends after 5,000 messages, without a word."""
    monkeypatch.setattr("connectors.graph_pass.FILTERED", 60)
    graph.most_filtered = 60
    fill(graph, 130)
    found = set(subjects(read(graph, since=START + 20 * HOUR)))
    assert found == {f"Question {n}" for n in range(20, 130)}


def test_flags_and_removals_bring_nothing_again(graph: Graph) -> None:
    fill(graph, 5)
    cursor = read(graph)[-1].cursor
    graph.mark_read(1)
    graph.remove(2)
    batches = read(graph, cursor)
    assert mails(batches) == [] and batches[-1].cursor != cursor
    assert read(graph, batches[-1].cursor) == []


def test_a_message_that_is_moved_keeps_its_identity(graph: Graph) -> None:
    graph.account().folders["done"] = ("Done", "")
    fill(graph, 2)
    folders = ("Inbox", "Done")
    batches = read(graph, folders=folders)
    before = {mail.message_id: mail.ref.partition(" ")[0] for mail in mails(batches)}
    graph.move(0, "inbox", "done")
    moved = mails(read(graph, batches[-1].cursor, folders=folders))
    assert [mail.folder for mail in moved] == ["Done"]
    assert moved[0].ref.partition(" ")[0] == before[moved[0].message_id]


def test_folders_by_name_and_path(graph: Graph) -> None:
    graph.account().folders |= {f"id{n}": (f"Folder {n}", "") for n in range(120)}
    graph.account().folders |= {"deep": ("Projekt Ü", "id119")}
    fill(graph, 1, "deep")
    found = read(graph, folders=("INBOX", "folder 119/projekt ü", "Nowhere"))
    assert [(mail.folder, mail.subject) for mail in mails(found)] == [("folder 119/projekt ü", "Question 0")]
    assert found[-1].notices == ("There is no folder Nowhere, so it was not read.",)


def test_drafts_are_no_mail(graph: Graph) -> None:
    fill(graph, 2)
    graph.account().items[0].values["isDraft"] = True
    assert subjects(read(graph)) == ["Question 1"]


def test_a_page_that_is_too_large_is_read_one_by_one(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.graph_wire.MOST", 60_000)
    monkeypatch.setattr("connectors.graph_wire.Wire.get.__kwdefaults__", {"prefer": (), "most": 60_000})
    raws = [
        builders.raw(subject=f"Long {n}", text="word " * 4_000, message_id=f"<l{n}@corp.example>") for n in range(6)
    ]
    graph.deliver([(raw, START) for raw in raws])
    assert subjects(read(graph)) == [f"Long {n}" for n in range(6)]


# What is asked for


def test_asked_for_is_what_the_rules_need_and_no_more(graph: Graph) -> None:
    fill(graph, 3)
    read(graph, since=START)
    method, target, headers = graph.asked[0]
    assert method == "GET" and target.startswith("/v1.0/me/mailFolders/inbox/messages/delta?$select=")
    assert 'IdType="ImmutableId"' in headers["prefer"] and 'outlook.body-content-type="text"' in headers["prefer"]
    assert "attachments" not in target and "uniqueBody" not in target
    assert all(method == "GET" for method, _, _ in graph.asked)


def test_texts_come_twenty_in_one_round_trip(graph: Graph) -> None:
    fill(graph, 45)
    with closing(connect(table(graph), token, Path())) as connector:
        refs = [mail.ref for mail in mails(connector.fetch("", None))]
        graph.asked.clear()
        assert len(connector.texts(refs)) == 45
    assert [target for method, target, _ in graph.asked if method == "POST"] == ["/v1.0/$batch"] * 3


def test_without_texts_the_smaller_permission_is_enough(graph: Graph) -> None:
    fill(graph, 2)
    graph.scopes = {"Mail.ReadBasic"}
    with pytest.raises(PermanentError, match="permission"):
        read(graph)
    found = mails(read(graph, text=False))
    assert [mail.text for mail in found] == ["", ""]
    assert found[0].message_id == "<contract-0@corp.example>" and found[0].received_header is not None


def test_a_shared_mailbox_and_a_program_of_its_own_name_the_mailbox(graph: Graph) -> None:
    graph.deliver([(each.raw, each.at) for each in deliveries(1)], address="support@corp.example")
    assert subjects(read(graph, access="delegate", address="support@corp.example")) == ["Question 0"]
    assert all("/users/support@corp.example/" in target for _, target, _ in graph.asked)


# What messages become


def test_sent_mail_without_header_fields_is_tied_to_its_conversation(graph: Graph) -> None:
    raw = builders.raw(
        sender=f"Ada Löwe <{ADA}>", to="Bo <bo@corp.example>", cc="eve@corp.example", subject="Re: Zahlen für März",
        in_reply_to="<q1@corp.example>", references="<q0@corp.example> <q1@corp.example>", message_id="<a@x.example>",
    )  # fmt: skip
    graph.deliver([(raw, builders.MONDAY)], "sentitems")
    (mail,) = mails(read(graph))
    expected = parse(raw, ref="")
    assert mail.in_sent and mail.folder == "Sent Items"
    for name in ("message_id", "in_reply_to", "references", "sender", "to", "cc", "subject", "date", "text"):
        assert getattr(mail, name) == getattr(expected, name), name


@pytest.mark.parametrize("outside", [True, False])
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "REPLY"])
def test_meetings_are_invitations(graph: Graph, method: str, *, outside: bool) -> None:
    uid = "meeting-7@corp.example" if outside else "040000008200E00074C5B7101A82E00800000000AA"
    answer = ((builders.BO, "DECLINED", ""),) if method == "REPLY" else ((ADA, "NEEDS-ACTION", "TRUE"),)
    ics = builders.calendar(method, uid, attendees=answer)
    raw = builders.raw(sender=builders.BO, ics=ics, method=method)
    graph.deliver([(raw, builders.MONDAY)])
    (mail,) = mails(read(graph))
    assert mail.invitation is not None
    assert (mail.invitation.method, mail.invitation.uid) == (method, uid)
    assert [person.address for person in mail.invitation.attendees] == [answer[0][0]]
    assert mail.invitation.attendees[0].partstat == answer[0][1]
    verdict = classifier.classify(mail, builders.OWNER)
    assert verdict.automatic == classifier.classify(parse(raw, ref=""), builders.OWNER).automatic


def test_a_meeting_that_wants_no_answer_says_so(graph: Graph) -> None:
    ics = builders.calendar(attendees=((ADA, "NEEDS-ACTION", "FALSE"),))
    graph.deliver([(builders.raw(ics=ics), builders.MONDAY)])
    (mail,) = mails(read(graph))
    assert mail.invitation is not None and mail.invitation.attendees[0].rsvp is False


def test_attachments_are_known_and_never_read(graph: Graph) -> None:
    graph.deliver([(deliveries(1, size=50_000)[0].raw, START)])
    (mail,) = mails(read(graph))
    assert [part.disposition for part in mail.structure] == ["", "attachment"]
    assert not any("attachments" in target or "$value" in target for _, target, _ in graph.asked)


HOSTILE: list[dict[str, Any]] = [
    {"value": 7},
    {"value": ["x", None, 7, [], {"id": 7}, {"id": "abc", "receivedDateTime": 7, "from": 3, "toRecipients": [1, {}]}]},
    {
        "value": [
            {"id": "x" * 9, "receivedDateTime": "2026-99-99T99:99:99Z", "internetMessageHeaders": [3, {"name": 4}]}
        ]
    },
    {"value": [{"id": "y" * 9, "receivedDateTime": "", "body": "text", "internetMessageHeaders": {}}]},
    {"value": [{"id": "z" * 9, "receivedDateTime": None, "singleValueExtendedProperties": [{"id": 1}, {"value": 2}]}]},
    {"value": [{"id": "e" * 9, "receivedDateTime": "x", "@odata.type": "#microsoft.graph.eventMessageResponse"}]},
    {
        "value": [
            {
                "id": "t5" * 5,
                "receivedDateTime": "2026-03-02T09:00:00Z",
                "internetMessageHeaders": [
                    {"name": "Subject", "value": "x\r\nX-Failed-Recipients: ada@corp.example"},
                    {"name": "From\r\nAuto-Submitted", "value": "auto-replied"},
                ],
            }
        ]
    },
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_t5_hostile_answers_break_nothing(graph: Graph, number: int) -> None:
    graph.spoil = lambda answer: {**answer, **HOSTILE[number]}
    for mail in mails(read(graph)):
        assert isinstance(mail, Mail)
        assert not {"x-failed-recipients", "auto-submitted"} & mail.headers.keys()


# Links


@pytest.mark.parametrize("name", ["@odata.nextLink", "@odata.deltaLink"])
@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1.0/me/messages",
        "http://127.0.0.1/v1.0/me",
        "https://ada@127.0.0.1/v1.0/me",
        "https://169.254.169.254/v1.0/x",
        "//evil.example/v1.0/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "{origin}.evil.example/v1.0/me",
        "{origin}@evil.example/v1.0/me",
        "{origin}/beta/me",
        "{origin}/v1.0/../secrets",
        "{origin}/v1.0/\r\nX: y",
        "https://[::ffff:127.0.0.1]/v1.0/",
        7,
        ["{origin}/v1.0/me"],
    ],
)
def test_t20_a_link_to_anywhere_else_is_not_followed(graph: Graph, name: str, link: object) -> None:
    fill(graph, 2)
    there = link.replace("{origin}", graph.origin) if isinstance(link, str) else link
    graph.spoil = lambda answer: {"value": answer["value"], name: there}
    with pytest.raises(PermanentError, match=r"link .*not followed"):
        read(graph)
    assert len(graph.asked) == 1


def test_t20_a_link_in_the_cursor_is_looked_at_again(graph: Graph) -> None:
    fill(graph, 2)
    cursor = json.loads(read(graph)[-1].cursor)
    cursor["folders"]["Inbox"]["link"] = "https://evil.example/v1.0/me/messages/delta?$deltatoken=1"
    with pytest.raises(PermanentError, match="another host"):
        read(graph, json.dumps(cursor))


def test_t20_redirects_are_not_followed(graph: Graph) -> None:
    with Graph(Path(graph.ca).parent / "other") as other:
        graph.faults.append(always(302, "", Location=f"{other.url}/me/mailFolders"))
        with pytest.raises(PermanentError, match="somewhere else"):
            read(graph)
        assert other.asked == []


def test_a_page_that_leads_to_itself_ends(graph: Graph) -> None:
    fill(graph, 2)
    graph.spoil = lambda answer: {
        "value": answer["value"],
        "@odata.nextLink": f"{graph.url}/me/mailFolders/inbox/messages/delta?$skiptoken=x",
    }
    with pytest.raises(TransientError):
        read(graph)


# Refusals: one sentence each, what to do, nothing lost


@pytest.mark.parametrize(
    ("status", "code", "message", "words", "remedy"),
    [
        (401, "InvalidAuthenticationToken", "Access token has expired.", "refused the access token", "login"),
        (403, "ErrorAccessDenied", "Access is denied.", "permission .* missing", "consent"),
        (403, "Authorization_RequestDenied", "Insufficient privileges.", "permission .* missing", "consent"),
        (403, "AccessDenied", "You must use multi-factor authentication.", "second factor", "login"),
        (403, "ErrorAccessDenied", "Blocked by tenant configured AppOnly AccessPolicy settings.", "limits it", "scope"),
        (404, "MailboxNotEnabledForRESTAPI", "The mailbox is inactive.", "no mailbox in Exchange Online", "licence"),
        (404, "Request_ResourceNotFound", "Resource does not exist.", "knows no user", "address"),
        (404, "ErrorInvalidUser", "The requested user is invalid.", "knows no user", "address"),
        (400, "BadRequest", "Unsupported.", "does not understand", "docs"),
    ],
)
def test_what_somebody_must_mend(graph: Graph, status: int, code: str, message: str, words: str, remedy: str) -> None:
    fill(graph, 2)
    fault = always(status, code, message)
    graph.faults.append(fault)
    with pytest.raises(PermanentError, match=words) as caught:
        read(graph)
    assert remedy in caught.value.remedy and "\n" not in str(caught.value)
    graph.faults.remove(fault)
    assert len(mails(read(graph))) == 2


def test_a_claims_challenge_asks_for_a_new_sign_in(graph: Graph) -> None:
    challenge = 'Bearer error="insufficient_claims", claims="eyJh"'
    graph.faults.append(always(401, "InvalidAuthenticationToken", "Continuous access", WWW_Authenticate=challenge))
    with pytest.raises(PermanentError, match="another sign-in") as caught:
        read(graph)
    assert "inboxwatch login" in caught.value.remedy


@pytest.mark.parametrize(
    ("status", "code"), [(429, "ApplicationThrottled"), (503, "ServiceUnavailable"), (504, "UnknownError")]
)
def test_throttling_says_how_long(graph: Graph, status: int, code: str) -> None:
    fill(graph, 2)
    graph.faults.append(once(status, code, Retry_After="17"))
    with pytest.raises(TransientError, match="17 s") as caught:
        read(graph)
    assert caught.value.after == 17
    assert len(mails(read(graph))) == 2


def test_throttling_inside_a_batch_says_how_long(graph: Graph) -> None:
    fill(graph, 2)
    with closing(connect(table(graph), token, Path())) as connector:
        refs = [mail.ref for mail in mails(connector.fetch("", None))]
        graph.faults.append(once(429, "ApplicationThrottled", path="/messages/", Retry_After="9"))
        with pytest.raises(TransientError) as caught:
            connector.texts(refs)
    assert caught.value.after == 9


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5), ("", 0), ("-3", 0), ("soon", 0), ("99999999999999999999", 3600), ("٣", 0),
     ("Wed, 20 May 2026 12:30:20 GMT", 20), ("Wed, 20 May 2026 12:00:00 GMT", 0)],
)  # fmt: skip
def test_retry_after_in_all_its_forms(value: str, seconds: float, now: dt.datetime) -> None:
    assert pause({"retry-after": value}, now) == seconds


def test_a_server_error_in_passing_is_transient(graph: Graph) -> None:
    graph.faults.append(always(500, "InternalServerError"))
    with pytest.raises(TransientError, match="could not answer"):
        read(graph)


# Where a browser shows a mail


def test_the_service_says_where_a_mail_is_shown(graph: Graph) -> None:
    """`webLink` of that message and nothing else of it; what is no plain https address is nothing (T20)."""
    fill(graph, 1)
    address = "https://outlook.office365.com/owa/?ItemID=AAMkAGI2%2BA%3D&exvsurl=1&viewmodel=ReadMessageItem"
    with closing(connect(table(graph), token, Path())) as connector:
        (mail,) = mails(connector.fetch("", None))
        item = graph.accounts[ADA].items[0]
        for said, wanted in ((address, address), ("javascript:alert(1)", ""), (None, "")):
            item.values["webLink"] = said
            graph.asked.clear()
            assert connector.shown_at(mail.ref) == wanted
            assert [target.partition("?")[2] for _, target, _ in graph.asked] == ["$select=webLink"]
        assert connector.shown_at("../../me") == ""
