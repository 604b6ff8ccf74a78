"""Which kind of server a domain has: by what it publishes, without a sign-in; no host elsewhere is trusted (T20)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from inboxwatch.cli import setup_server
from inboxwatch.discovery import Candidate, Discovery, exchange
from inboxwatch.discovery.exchange import Answer, Sighting, look

ADA = "ada@corp.example"
V2 = "https://autodiscover.corp.example/autodiscover/autodiscover.json/v1.0/ada@corp.example?Protocol=EWS"
V1 = "https://autodiscover.corp.example/autodiscover/autodiscover.xml"
EWS = "https://mail.corp.example/EWS/Exchange.asmx"


def names(**records: str) -> Callable[[str, str], list[tuple[str, ...]]]:
    """A name system in which the domain has these records, by kind."""
    places = {"CNAME": "autodiscover.corp.example", "SRV": "_autodiscover._tcp.corp.example", "MX": "corp.example"}

    def ask(name: str, kind: str) -> list[tuple[str, ...]]:
        return [tuple(records[kind].split())] if kind in records and places[kind] == name else []

    return ask


def web(answers: dict[str, Answer], asked: list[str] | None = None) -> Callable[[str], Answer | None]:
    def probe(url: str) -> Answer | None:
        if asked is not None:
            asked.append(url)
        return answers.get(url)

    return probe


def named(url: str) -> Answer:
    return Answer(200, {}, json.dumps({"Protocol": "EWS", "Url": url}).encode())


def seen(answers: dict[str, Answer], **records: str) -> Sighting | None:
    return look(ADA, ask=names(**records), probe=web(answers))


def test_the_second_version_names_the_address() -> None:
    found = seen({V2: named(EWS)})
    assert found == Sighting("exchange", "autodiscover.corp.example points at mail.corp.example", EWS)


@pytest.mark.parametrize(
    ("headers", "sure"),
    [
        ({"www-authenticate": 'NTLM, Negotiate, Basic realm="mail"'}, True),
        ({"www-authenticate": 'Basic realm="mail"', "x-feserver": "EX1"}, True),
        ({"www-authenticate": 'Basic realm="mail"'}, False),
        ({"www-authenticate": 'Bearer client_id="x", Basic realm="mail"'}, False),
    ],
)
def test_the_first_version_asks_for_a_sign_in_as_exchange_does(headers: dict[str, str], sure: bool) -> None:
    found = seen({V1: Answer(401, headers)})
    assert found is not None and (found.kind, found.endpoint, found.sure) == ("exchange", "", sure)
    assert "autodiscover.corp.example asks for a sign-in" in found.why and "Basic" in found.why


@pytest.mark.parametrize(
    "answer",
    [
        Answer(401, {}), Answer(401, {"www-authenticate": ",,"}), Answer(401, {"www-authenticate": "Digest x=1"}),
        Answer(200, {}, b"<html>"), Answer(200, {}, b"[" * 50_000), Answer(200, {}, b'{"Url": 7}'), Answer(500, {}),
        Answer(200, {}, b'"https://mail.corp.example/"'), Answer(302, {}), Answer(404, {}),
        Answer(302, {"location": "/autodiscover/autodiscover.xml"}), Answer(302, {"location": "http://corp.example/"}),
        named("http://mail.corp.example/EWS/Exchange.asmx"), named("https://a@mail.corp.example/"), named("file:///x"),
        named("https://mail.corp.example:x/"), named("https://[::1/"), named("https://ma\u202eil.corp.example/"),
    ],
)  # fmt: skip
def test_what_is_no_exchange_server_is_not_taken_for_one(answer: Answer) -> None:
    assert seen({V1: answer, V2: answer}) is None


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ({"CNAME": "autodiscover.outlook.com."}, "autodiscover.corp.example stands for autodiscover.outlook.com"),
        ({"MX": "0 corp-example.mail.protection.outlook.com."}, "corp-example.mail.protection.outlook.com"),
        ({"SRV": "0 0 443 autodiscover.outlook.com."}, "the SRV record of corp.example"),
    ],
)
def test_microsoft_365_is_known_by_the_name_system(records: dict[str, str], why: str) -> None:
    found = seen({V2: named(EWS)}, **records)
    assert found is not None and found.kind == "graph" and why in found.why
    assert seen({}, CNAME="autodiscover.outlook.com.evil.example.") is None


def test_microsoft_365_is_known_by_where_autodiscover_points() -> None:
    there = "https://outlook.office365.com/EWS/Exchange.asmx"
    moved = Answer(302, {"location": "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml"})
    for answers in ({V2: named(there)}, {V1: moved}):
        found = seen(answers)
        assert found is not None and found.kind == "graph" and "autodiscover.corp.example points at" in found.why


def test_t20_a_host_elsewhere_is_named_and_told_nothing() -> None:
    asked: list[str] = []
    there = "https://mail.hoster.example/EWS/Exchange.asmx"
    moved = Answer(302, {"location": "https://mail.hoster.example/autodiscover/autodiscover.xml"})
    for answers, srv in (({V2: named(there)}, ""), ({V1: moved}, ""), ({}, "0 0 443 mail.hoster.example.")):
        found = look(ADA, ask=names(SRV=srv) if srv else names(), probe=web(answers, asked))
        assert found is not None and found.foreign and found.endpoint == there and found.host == "mail.hoster.example"
    hosts = {url.split("/")[2] for url in asked}
    assert hosts == {"autodiscover.corp.example", "corp.example"}
    assert not look("ada@evilcorp.example", ask=names(), probe=web({V2: named(EWS)}))


def test_a_host_of_the_domain_in_the_srv_record_is_asked() -> None:
    place = "https://ex.corp.example/autodiscover/autodiscover.xml"
    found = seen({place: Answer(401, {"www-authenticate": "NTLM"})}, SRV="0 0 443 ex.corp.example.")
    assert found is not None and not found.foreign and "ex.corp.example asks" in found.why
    moved = Answer(302, {"location": place})
    assert seen({V1: moved, place: Answer(401, {"www-authenticate": "NTLM"})}) == found


# -- which one is theirs -----------------------------------------------------------------------------------------------

SURE = Sighting("exchange", "autodiscover.corp.example points at mail.corp.example", EWS)
PUBLISHED = Candidate("imap", "imap.corp.example", 993, "tls", "SRV record of corp.example")
GUESSED = Candidate("imap", "mail.corp.example", 993, "tls", "guessed")


@pytest.mark.parametrize(
    ("candidates", "sighting", "kind", "said"),
    [
        ([PUBLISHED], None, "imap", "✓ Found imap.corp.example:993, for IMAP (SRV record"),
        ([PUBLISHED], SURE, "imap", "may have an Exchange Server, too"),
        ([GUESSED], SURE, "exchange", ""),
        ([GUESSED], Sighting("exchange", "it asks", sure=False), "imap", "may have an Exchange Server, too"),
        ([], Sighting("exchange", "it asks", sure=False), "exchange", ""),
        ([PUBLISHED], Sighting("graph", "it stands for Microsoft"), "graph", ""),
        ([], None, None, ""),
    ],
)
def test_the_order(
    monkeypatch: pytest.MonkeyPatch, candidates: list[Candidate], sighting: Sighting | None, kind: str | None, said: str
) -> None:
    words: list[str] = []
    monkeypatch.setattr(setup_server, "discover", lambda _: Discovery(tuple(candidates)))
    monkeypatch.setattr(setup_server, "first", lambda found, sort: next(iter(found.of(sort)), None))
    monkeypatch.setattr(exchange, "look", lambda *_, **__: sighting)
    found = setup_server.found(ADA, words.append)
    assert (found and (found.seen.kind if found.seen else "imap")) == kind
    assert said in " ".join(words)
    if kind == "imap":
        monkeypatch.setattr(exchange, "look", None)
        assert setup_server.found(ADA, words.append, imap_only=True) == found, "not even asked"
