"""What only a shared store has: its URL, its errors in words, what it makes of hostile values, its lock, its pooler."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxwatch.errors import StoreError
from inboxwatch.model import Decision, DecisionKind
from inboxwatch.notices import Delivery, Notice, NoticeKind, Record
from inboxwatch.store import Filter, Store, quick
from inboxwatch.store.files import absolute, path_of
from inboxwatch.store.postgres.address import naming, parse
from inboxwatch.store.postgres.asks import translated
from inboxwatch.store.postgres.errors import explain
from inboxwatch.watch import track
from tests.engines import Shared, Spaces
from tests.store_data import NOW, Traffic, message, rules

if TYPE_CHECKING:
    from tests.servers.postgres import Postgres

server = pytest.mark.server("postgresql")

# -- the URL -----------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)


def test_a_url_is_read() -> None:
    read = parse("postgresql+psycopg://alice:p%40ss@DB.corp.example:6432/inbox?owner=support")
    assert (read.host, read.port, read.database, read.user, read.owner) == (
        "db.corp.example", 6432, "inbox", "alice", "support",
    )  # fmt: skip
    assert str(read) == "the space of support in inbox on db.corp.example:6432"
    assert "p@ss" not in f"{read!r}{read}"
    assert read.arguments()["password"] == "p@ss"
    assert parse("postgresql://alice@h/x", "alice").owner == "", "one's own space is no other"
    assert (
        parse("postgresql://alice@h/x", "support").companion == parse("postgresql://alice@h/x?owner=support").companion
    )
    assert parse("postgresql://alice@h/x").companion != parse("postgresql://bo@h/x").companion


def test_what_a_url_leaves_out_libpq_s_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGHOST": "db.corp.example", "PGPORT": "5433", "PGUSER": "bo", "PGDATABASE": "inbox"}.items():
        monkeypatch.setenv(name, value)
    read = parse("postgresql+psycopg://")
    assert (read.host, read.port, read.user, read.database) == ("db.corp.example", 5433, "bo", "inbox")
    assert read.options["sslmode"] == "verify-full"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", ""])
def test_t13_this_machine_may_be_spoken_to_in_plain(host: str) -> None:
    assert parse(f"postgresql://a@{host}/x").options["sslmode"] == "prefer"


@pytest.mark.parametrize("mode", ["", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"])
def test_t13_nothing_crosses_a_network_unverified(mode: str) -> None:
    """T13: another mode than verify-full is refused, for one host among several, too."""
    url = "postgresql://a:secret@127.0.0.1,db.corp.example/x" + (f"?sslmode={mode}" if mode else "")
    if mode in {"", "verify-full"}:
        assert parse(url).arguments()["sslmode"] == "verify-full"
        assert parse(url).arguments()["sslrootcert"]
        return
    with pytest.raises(StoreError, match="would not be verified") as caught:
        parse(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://a@h/", "names no database"),
        ("postgresql://a@h:x/y", "cannot be read"),
        ("postgresql://a@h/x?options=-csearch_path%3Devil", "'options'"),
        ("postgresql://a@h/x?hostaddr=10.0.0.1", "'hostaddr'"),
        ("postgresql+asyncpg://a@h/x", "not supported"),
        ("postgresql://a@h/x?port=y", "no number"),
    ],
)
def test_a_url_that_cannot_be_used_is_one_sentence(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        parse(url)


def test_a_service_is_told_no_password(home: Path) -> None:
    url = "postgresql+psycopg://alice:secret@db.corp.example/x?owner=support"
    assert absolute(url) == "postgresql+psycopg://alice@db.corp.example/x?owner=support"
    assert absolute("postgresql:///x?host=/run") == "postgresql:///x?host=/run"
    assert naming(url, "sales") == url.replace("support", "sales")
    assert home in path_of(url).parents


# -- words -------------------------------------------------------------------------------------------------------------


def test_errors_are_sentences_without_values() -> None:
    here = parse("postgresql://alice:secret@127.0.0.1/inbox")
    kinds: list[type[psycopg.Error]] = [
        getattr(psycopg.errors, name) for name in dir(psycopg.errors)
        if isinstance(getattr(psycopg.errors, name), type) and issubclass(getattr(psycopg.errors, name), psycopg.Error)
    ]  # fmt: skip
    assert len(kinds) > 200
    for kind in kinds:
        said = explain(here, kind('duplicate key "carol@corp.example" secret'))
        assert "carol" not in str(said) and "secret" not in str(said)
        assert said.message.endswith(".") and said.remedy
    refused = psycopg.OperationalError("connection failed: FATAL: password authentication failed")
    assert "does not let alice in" in explain(here, refused).message


def test_the_quick_reader_s_questions_are_translated() -> None:
    assert translated("SELECT 1 WHERE a = ? AND b LIKE '%?:x' ESCAPE '\\' AND c = :c_d") == (
        "SELECT 1 WHERE a = %s AND b LIKE '%%?:x' ESCAPE '\\' AND c = %(c_d)s"
    )


# -- hostile values ----------------------------------------------------------------------------------------------------

NASTY = (
    "\0",
    "a\0b",
    "\ud800",
    "'; DROP TABLE message; --",
    '{"}\\,NULL',
    "%",
    "_",
    "é\U0001f600",
    "\\x00",
    "$1",
    ":a",
)


@pytest.fixture
def space(shared_place: Shared) -> str:
    """The URL of a new space."""
    return Spaces(shared_place).url()


@server
def test_t18_nasty_texts_in_every_field_and_argument(space: str, shared_place: Shared) -> None:
    """T18: NUL and lone surrogates go, everything else stays; nothing is refused, no schema changes."""
    asked = "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'inboxwatch'"
    columns = shared_place.admin.execute(asked).fetchone()
    with Store.open(space) as store:
        mails = [
            message(n, subject=text, sender_name=text, references=(text,), ref=text, subject_key=text)
            for n, text in enumerate(NASTY)
        ]
        assert store.add("work", mails, '{"c": "\\u0000"}').new == len(NASTY)
        stored = [each.subject for each in store.messages()]
        assert stored == [text.replace("\0", "").encode("utf-8", "replace").decode() for text in NASTY]
        track(store, rules(), NOW)
        for text in NASTY:
            store.set_meta("nasty", text.encode("utf-8", "replace").decode())
            store.decide(Decision(DecisionKind.DONE, "work", text.encode("utf-8", "replace").decode(), NOW))
            store.failed("work", NOW, text.encode("utf-8", "replace").decode())
            notice = Notice(f"{len(store.notices.records(NOW)):032x}", NoticeKind.ALARM, text, (), NOW, text, text)
            claim = store.notices.claim(Record(notice, Delivery.INTENDED, NOW), lambda _: (), lambda each, _: each)
            assert claim.record is not None
            store.notices.record(replace(claim.record, state=Delivery.FAILED, error=text))
            assert store.find(text) == []
            assert store.named(text) == []
            for wanted in (Filter(mailbox=text), Filter(department=text), Filter(sender=text), Filter(message_id=text)):
                with quick.opened(space) as fast:
                    assert fast is not None
                    assert fast.requests(wanted) == store.requests(wanted) == []
        store.check()
    assert shared_place.admin.execute(asked).fetchone() == columns


@server
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(), st.text(alphabet="\"\\{},' \nNULé")), min_size=1, max_size=8))
def test_any_text_comes_back_from_a_batch(space: str, pairs: list[tuple[str, str]]) -> None:
    with Store.open(space) as store:
        store.purge(dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
        mails = [message(n, subject=one, sender_name=other) for n, (one, other) in enumerate(pairs)]
        store.add("work", mails, None)
        wanted = [tuple(t.replace("\0", "").encode("utf-8", "replace").decode() for t in pair) for pair in pairs]
        assert [(each.subject, each.sender_name) for each in store.messages()] == wanted


@server
def test_large_numbers_and_far_instants(space: str) -> None:
    far = dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
    with Store.open(space) as store:
        store.add("work", [message(0, received_at=far, sent_at=far), message(1)], "1")
        assert [each.received_at for each in store.messages()] == [far, message(1).received_at]
        assert store.requests(Filter(due_before=far, since=dt.datetime(1, 1, 1, tzinfo=dt.UTC))) == []


# -- one writer at a time ----------------------------------------------------------------------------------------------


@server
def test_writers_of_a_space_wait_for_each_other_and_nobody_else(shared_place: Shared) -> None:
    spaces = Spaces(shared_place)
    order: list[str] = []
    with Store.open(spaces.url()) as one, Store.open(spaces.url()) as same, Store.open(spaces.url("other")) as other:

        def write() -> None:
            same.set_meta("who", "same")
            order.append("same")

        thread = threading.Thread(target=write)
        with one.writing() as connection:
            thread.start()
            other.set_meta("who", "other")
            assert same.meta("who") == "", "readers wait for nobody"
            time.sleep(0.2)
            connection.execute(sa.text("UPDATE meta SET value = value"))
            order.append("one")
        thread.join(20)
        assert order == ["one", "same"]
        assert (one.meta("who"), other.meta("who")) == ("same", "other")


@server
def test_waiting_for_a_writer_ends_with_a_sentence(space: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from inboxwatch.store.postgres import link

    monkeypatch.setattr(link, "_WRITE", link._WRITE.replace("'30s'", "'100ms'"))
    with Store.open(space) as one, Store.open(space) as other, one.writing():
        with pytest.raises(StoreError, match="is busy"):
            other.set_meta("a", "b")
        with Store.open(space, readonly=True) as reader, pytest.raises(StoreError, match="only reads"):
            reader.set_meta("a", "b")


# -- TLS and the pooler ------------------------------------------------------------------------------------------------


@server
def test_t13_a_certificate_of_somebody_else_is_refused(shared_place: Shared, tmp_path: Path) -> None:
    """T13: the private authority's file works; another authority and another name do not."""
    from tests.servers.certificates import Authority

    own: Postgres = shared_place.server

    def url(ca: Path, host: str = "localhost") -> str:
        whole = own.url(shared_place.login, shared_place.password, database=shared_place.database)
        return whole.replace("127.0.0.1", host) + f"?sslmode=verify-full&sslrootcert={ca}"

    with Store.open(url(own.ca)) as store, store.reading() as connection:
        used = connection.scalar(sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
        assert used is True
    other = Authority(tmp_path / "other").file
    for attempt in (lambda: Store.open(url(other)), lambda: quick.opened(url(other)).__enter__()):
        with pytest.raises(StoreError, match="certificate of"):
            attempt()


@pytest.mark.server("postgresql", "pgbouncer")
def test_behind_pgbouncer_nothing_stays_with_a_session(shared_place: Shared) -> None:
    """Three spaces over one server session by turns: each transaction says anew whose it is."""
    from tests.servers.postgres import PgBouncer

    spaces = Spaces(shared_place)
    urls = {name: spaces.url(name) for name in ("a", "b", "c")}
    with PgBouncer(shared_place.server, pool=1) as bouncer:
        through = {n: u.replace(f":{shared_place.server.port}/", f":{bouncer.port}/") for n, u in urls.items()}
        stores: dict[str, Store] = {name: Store.open(url) for name, url in through.items()}
        try:
            for number in range(4):
                for name, store in stores.items():
                    store.add("work", Traffic(number, 10 + number).messages, f"{name}{number}")
                    track(store, rules(), NOW)
            for name, store in stores.items():
                assert (store.count(), store.cursor("work")) == (13, f"{name}3")
                found = store.requests()  # not within the other's transaction, for there is one session for all
                with quick.opened(through[name]) as fast:
                    assert fast is not None
                    assert fast.requests() == found
        finally:
            for store in stores.values():
                store.close()
        link: Any = shared_place.server.connect(
            shared_place.login, shared_place.password, database=shared_place.database
        )
        with link:
            assert link.execute("SELECT current_setting('inboxwatch.owner', true)").fetchone()[0] in {None, ""}
