"""One poll of a worker, in SQLite and in PostgreSQL: what it does, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inboxwatch.cli import metrics
from inboxwatch.errors import ConnectorError, PermanentError, TransientError
from inboxwatch.fleet.gauges import ALIVE, Gauges, Health
from inboxwatch.fleet.members import Organisation
from inboxwatch.fleet.polling import ROUND, Polling
from inboxwatch.fleet.queue import HEARTBEAT, STALLED, TICK, Depth, State, _backoff
from inboxwatch.fleet.roster import Outcome, Row
from inboxwatch.store import Store
from inboxwatch.store.state import Added
from inboxwatch.store.team.peek import WISHES
from inboxwatch.store.watch import Watch
from inboxwatch.work.guard import Court
from tests.engines import Stores
from tests.fakes import FakeConnector, FakeMailbox
from tests.servers.daemon import question
from tests.test_metrics_server import get

NOW = dt.datetime(2026, 5, 20, 12, 30, tzinfo=dt.UTC)
ORGANISATION = {
    "directory": {"internal_domains": ["example.test"]},
    "calendar": {"timezone": "UTC"},
    "reminders": {"channels": ["screen"]},
    "channel": [{"name": "screen", "kind": "console"}],
}


class OneSpace:
    """The spaces of a worker, each poll with a store of its own."""

    def __init__(self, url: str) -> None:
        """All owners have the same."""
        self._url = url
        self.opened: list[Store] = []

    def store(self, owner: str) -> Store:
        """Open it."""
        del owner
        self.opened.append(Store.open(self._url))
        return self.opened[-1]

    def begin(self, owner: str) -> None:
        """It is begun."""


class Worker:
    """Polls one mailbox again and again, as the queue would have it done."""

    def __init__(self, url: str) -> None:
        """Nothing is polled yet."""
        self.mailbox, self.now, self.errors = FakeMailbox(), NOW, list[ConnectorError | Exception]()
        self.spaces, self.court = OneSpace(url), Court()
        self.row = Row("alice", "mail", "imap", {"addresses": ["alice@example.test"]}, 300, NOW)
        self.polling = Polling(
            Organisation(ORGANISATION, Path()), self.spaces, self._connect, self.court, NOW, lambda: self.now
        )

    def _connect(self, row: Row) -> FakeConnector:
        assert row.owner == "alice"
        if self.errors:
            raise self.errors.pop(0)
        return FakeConnector(self.mailbox)

    def poll(self, minutes: int = 5) -> Outcome:
        """Poll some minutes later; the row is written as the database would write it."""
        self.now += dt.timedelta(minutes=minutes)
        outcome = self.polling.poll((self.row,), "mail")
        if outcome.error:
            _, failures, refusals = _backoff(self.row, outcome)
            self.row = replace(self.row, error=outcome.error, failures=failures, refusals=refusals)
        else:
            self.row = replace(
                self.row, error="", failures=0, refusals=0, read_at=self.now, wake_at=outcome.wake_at,
                waiting=outcome.waiting, made_with=outcome.made_with,
            )  # fmt: skip
        return outcome

    def ask(self, number: int) -> None:
        """Have a colleague ask something now."""
        date = f"{self.now:%a, %d %b %Y %H:%M:%S +0000}".encode()
        raw = question(number, "alice@example.test").replace(b"Mon, 18 May 2026 09:00:00 +0000", date)
        self.mailbox.add(raw, self.now)

    def store(self) -> Store:
        """The space as it was last opened."""
        return self.spaces.opened[-1]


@pytest.fixture
def worker(stores: Stores) -> Iterator[Worker]:
    """One on an empty space."""
    made = Worker(stores.url())
    yield made
    made.court.close()
    for store in made.spaces.opened:
        store.close()


def test_news_are_stored_and_tracked_and_it_is_known_when_to_come_back(worker: Worker) -> None:
    assert worker.poll() == Outcome(
        wake_at=worker.now + ROUND, made_with=worker.polling.organisation.made_with((worker.row,), "") + "@1"
    )
    worker.ask(1)
    outcome = worker.poll()
    assert (outcome.new, outcome.waiting, outcome.error) == (1, 1, "")
    assert outcome.wake_at is not None
    assert worker.now < outcome.wake_at < worker.now + ROUND, "a reminder will be due before four hours are over"
    assert [request.subject for request in worker.store().requests()] == ["Budget 1"]


def test_a_poll_that_finds_nothing_writes_nothing(worker: Worker, stores: Stores) -> None:
    worker.ask(1)
    worker.poll()
    before = stores.written(worker.store())
    for _ in range(2):
        outcome = worker.poll()
        assert (outcome.new, outcome.waiting, outcome.wake_at) == (0, 1, worker.row.wake_at)
    assert stores.written(worker.store()) == before


def test_a_reminder_is_told_when_its_time_has_come_and_once(worker: Worker, capsys: pytest.CaptureFixture[str]) -> None:
    worker.poll()
    worker.ask(1)
    worker.poll()
    assert worker.row.wake_at is not None
    worker.now = worker.row.wake_at
    worker.poll(1)
    assert "Budget 1" in capsys.readouterr().out
    worker.poll(5)
    worker.now += ROUND
    worker.poll(1)
    assert capsys.readouterr().out.count("Budget 1") <= 1, "only that the target has run out"


def test_a_poll_whose_end_was_never_written_down_delays_no_reminder(worker: Worker) -> None:
    """R2: its worker died, or lost the database, after the mail was stored: whoever comes next works out when to tell.

    Once: after that a poll that finds nothing is as cheap as ever.
    """
    worker.poll()
    worker.ask(1)
    worker.now += dt.timedelta(minutes=5)
    lost = worker.polling.poll((worker.row,), "mail")
    assert lost.new == 1
    outcome = worker.poll(1)
    assert (outcome.new, outcome.waiting, outcome.wake_at) == (0, 1, lost.wake_at)
    assert outcome.wake_at is not None
    assert outcome.wake_at < worker.now + ROUND
    epoch = worker.row.made_with
    worker.poll()
    assert worker.row.made_with == epoch


def test_the_polls_of_one_mailbox_are_no_reason_to_look_through_its_neighbours(worker: Worker) -> None:
    neighbour = replace(worker.row, mailbox="other")

    def poll(rows: tuple[Row, ...], name: str) -> Outcome:
        return worker.polling.poll(rows, name)

    for _ in range(2):
        outcome = poll((worker.row, neighbour), "other")
        neighbour = replace(neighbour, read_at=worker.now, wake_at=outcome.wake_at, made_with=outcome.made_with)
        outcome = poll((worker.row, neighbour), "mail")
        worker.row = replace(worker.row, read_at=worker.now, wake_at=outcome.wake_at, made_with=outcome.made_with)
    before = worker.row.made_with, neighbour.made_with
    worker.ask(1)
    outcome = poll((worker.row, neighbour), "mail")
    worker.row = replace(worker.row, wake_at=outcome.wake_at, waiting=1, made_with=outcome.made_with)
    assert worker.row.made_with != before[0]
    worker.mailbox = FakeMailbox()
    assert poll((worker.row, neighbour), "other").made_with == worker.row.made_with, "it has written nothing"


def test_what_the_owner_decides_meanwhile_is_derived_with_the_next_poll(worker: Worker) -> None:
    from inboxwatch.model import Decision, DecisionKind

    worker.ask(1)
    worker.poll()
    [request] = worker.store().requests()
    with Store.open(worker.spaces._url) as own:
        own.decide(Decision(DecisionKind.DISMISS, request.mailbox, request.key, worker.now))
    assert worker.poll().waiting == 0


def test_a_failure_is_written_into_the_space_once_and_its_end_too(worker: Worker, stores: Stores) -> None:
    worker.poll()
    worker.errors = [TransientError("No answer.", after=90), TransientError("No answer.")]
    outcome = worker.poll()
    assert (outcome.error, outcome.permanent, outcome.after) == ("No answer.", False, 90)
    assert worker.store().mailbox_state("mail").last_error == "No answer."
    before = stores.written(worker.store())
    assert worker.poll().error
    assert stores.written(worker.store()) == before
    assert worker.poll().error == ""
    assert worker.store().mailbox_state("mail").last_error == ""


def test_the_owner_is_told_once_that_somebody_has_to_act(worker: Worker, capsys: pytest.CaptureFixture[str]) -> None:
    worker.poll()
    worker.errors = [PermanentError("The password was refused.", "Change it.") for _ in range(3)]
    for _ in range(3):
        assert worker.poll(20).permanent
    assert capsys.readouterr().out.count("The password was refused.") == 1


def test_failures_wait_longer_and_longer_and_as_long_as_the_server_wishes() -> None:
    row = Row("alice", "mail", "imap", {}, 300, NOW)
    seconds = []
    for _ in range(8):
        after, failures, refusals = _backoff(row, Outcome(error="No answer."))
        row = replace(row, failures=failures, refusals=refusals)
        seconds.append(after)
    assert seconds[0] <= 2
    assert 60 < seconds[-1] <= 600
    assert _backoff(row, Outcome(error="Busy.", after=1200))[0] == 1200
    refused = replace(row, failures=0, refusals=5)
    assert _backoff(refused, Outcome(error="No.", permanent=True))[0] >= 900


def test_mailboxes_of_a_dead_worker_are_planned_anew_within_a_minute() -> None:
    """Its last sign of life may be as old as it can be, and the look that notices comes as late as it can."""
    assert HEARTBEAT < STALLED / 2, "one late heartbeat is no death"
    assert STALLED + 2 * TICK < 60


def test_what_is_stored_is_set_aside_no_more_though_the_worker_is_fenced_out_right_after(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A try was counted, its worker died; the next one stores the message and may write nothing more from then on."""
    worker.ask(1)
    with Store.open(worker.spaces._url) as own:
        own.asides.count("mail", ["1"], "reading ended the program", NOW, first=2)
        stored = Store.add_ready

        def then_taken_over(store: Store, *args: Any, **more: Any) -> Added:  # noqa: ANN401 - whatever there is
            added = stored(store, *args, **more)
            with own.writing() as connection:
                Watch().begin(connection)
            return added

        monkeypatch.setattr(Store, "add_ready", then_taken_over)
        assert worker.poll().undone
        assert (own.count(), own.asides.all()) == (1, [])


def test_a_bug_ends_in_words_and_not_in_the_worker(worker: Worker) -> None:
    worker.errors = [ZeroDivisionError("quotes a mail")]
    outcome = worker.poll()
    assert "a bug in inboxwatch (ZeroDivisionError)" in outcome.error
    assert "quotes" not in outcome.error


def test_a_worker_that_stops_leaves_the_row_to_others(worker: Worker) -> None:
    worker.ask(1)
    worker.polling.abort()
    assert worker.poll().undone


def test_a_poll_that_does_not_move_is_cut_off(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    class Reachable(FakeConnector):
        aborted = 0

        def abort(self) -> None:
            """Note it."""
            self.aborted += 1

    connector = Reachable(worker.mailbox)
    worker.polling.connect = lambda _: connector
    assert worker.polling.opened(worker.row) is connector
    assert worker.polling.cut_off() == 0
    monkeypatch.setattr("inboxwatch.fleet.polling.STEP", -1.0)
    assert (worker.polling.cut_off(), connector.aborted) == (1, 1)
    worker.polling.closed(connector)
    assert worker.polling.cut_off() == 0


def test_wishes_of_the_member_hold_from_the_next_poll_on(worker: Worker) -> None:
    worker.ask(1)
    worker.poll()
    with Store.open(worker.spaces._url) as own:
        own.set_meta(WISHES, '[targets]\nacknowledge_within = "30m"\n')
    worker.poll()
    assert [request.target_seconds for request in worker.store().requests()] == [1800]


def test_wrong_wishes_are_said_and_stop_nobody_else(worker: Worker) -> None:
    worker.poll()
    with Store.open(worker.spaces._url) as own:
        own.set_meta(WISHES, "[targets")
    assert "TOML" in worker.poll().error


# Health and figures


@pytest.fixture
def gauges() -> Gauges:
    """Of a worker that has just begun."""
    return Gauges(Health(NOW))


def test_a_worker_is_well_while_the_database_answers(gauges: Gauges) -> None:
    server = metrics.serve(("127.0.0.1", 0), gauges.text, gauges.health.said)
    port = int(server.server_address[1])
    try:
        assert get(port, "/healthz")[0] == 503
        assert "inboxwatch_mailboxes_due NaN" in get(port, "/metrics")[1], "nobody knows yet"
        gauges.fleet(Depth(3, 2), State(10, 3, 1, 12.5))
        status, body = get(port, "/healthz")
        assert (status, '"status": "ok"' in body) == (200, True)
        assert 'inboxwatch_queue_depth{status="todo"} 3.0' in gauges.text()
        gauges.health.stopping = True
        assert get(port, "/healthz")[0] == 503
        assert get(port, "/elsewhere")[0] == 404
    finally:
        server.shutdown()
        server.server_close()


def test_what_was_true_before_the_database_went_is_not_said_any_more(gauges: Gauges) -> None:
    gauges.fleet(Depth(3, 2), State(10, 3, 1, 12.5))
    text = gauges.text()
    assert "inboxwatch_database_up 1.0" in text
    assert "inboxwatch_poll_lag_max_seconds 12.5" in text
    assert "_created" not in text
    gauges.health.last -= ALIVE
    text = gauges.text()
    assert "inboxwatch_database_up 0.0" in text
    assert "inboxwatch_poll_lag_max_seconds NaN" in text
    assert 'inboxwatch_queue_depth{status="doing"} NaN' in text


def test_figures_count_by_provider_and_name_nobody(gauges: Gauges) -> None:
    row = Row("alice", "mail", "imap", {"host": "mail.example.test", "username": "alice"}, 300, NOW)
    said: Callable[[Outcome | None], None] = lambda outcome: gauges.seen(row, outcome)  # noqa: E731
    for outcome in (Outcome(new=2), Outcome(), Outcome(error="The password of alice is wrong.", permanent=True)):
        said(None)
        said(outcome)
    text = gauges.text()
    assert 'inboxwatch_poll_errors_total{kind="permanent",provider="imap mail.example.test"} 1.0' in text
    assert 'inboxwatch_polls_total{connector="imap",result="new"} 1.0' in text
    assert "inboxwatch_messages_new_total 2.0" in text
    assert "alice" not in text


def test_retention_is_kept_once_a_day_without_anybody_doing_it(worker: Worker, stores: Stores) -> None:
    """What is older than `[store] retention` goes with the next round; a second poll of the day writes nothing.

    A clock that is suddenly a year ahead has to say so for a day.
    """
    worker.ask(1)
    worker.poll()
    assert worker.store().count() == 1
    worker.now += dt.timedelta(days=401)
    worker.poll()
    assert worker.store().count() == 1
    worker.now += dt.timedelta(days=1)
    worker.poll()
    assert worker.store().count() == 0
    before = stores.written(worker.store())
    worker.poll()
    assert stores.written(worker.store()) == before
