"""How SQLite looks for what it is asked for: a list of values through an index, never by reading a whole table.

With a few messages both take no time, so nothing but the plan shows the difference; with 100,000 it is that between a
millisecond and a quarter of a second, hundreds of times a sync.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store import Store
from inboxwatch.watch import rebuild, track
from tests.store_data import NOW, Traffic, rules


@contextmanager
def asked(store: Store) -> Iterator[dict[str, object]]:
    """Collect every statement with a list of values, with some values for it."""
    found: dict[str, object] = {}

    def note(*event: object) -> None:
        _, _, statement, values, *_ = event
        if " IN (" in str(statement):
            found[str(statement)] = values

    with store.reading() as connection:
        engine = connection.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_a_list_of_values_is_looked_up_and_no_table_is_read_for_it(tmp_path: Path) -> None:
    messages = Traffic(7, 120).messages
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}") as store, asked(store) as found:
        store.add("work", messages[:90], "1")
        track(store, rules(), NOW)
        store.add("work", messages[70:], "2")
        store.decide(Decision(DecisionKind.DISMISS, "work", messages[9].key, NOW))
        track(store, rules(), NOW)
        rebuild(store, rules(), NOW)
        store.closure([("work", messages[5].key)])
        store.keep_less(subjects=False, text=False)
        seen = dict(found)
        plans = {statement: _plan(store, statement, values) for statement, values in seen.items()}
    wanted = {"FROM message", "FROM request", "FROM link", "DELETE FROM untracked", "FROM apart"}
    assert {words for words in wanted if any(words in statement for statement in plans)} == wanted, "all were asked"
    reading = {statement: plan for statement, plan in plans.items() if any("SCAN" in step for step in plan)}
    assert not reading


def _plan(store: Store, statement: str, values: object) -> list[str]:
    """What SQLite would do; a table that holds one row a decision, or the list itself, may be read."""
    with store.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[call-overload]
    small = ("SCAN decision", "SCAN mailbox", "SCAN CONSTANT ROW")
    return [str(row[-1]) for row in rows if not str(row[-1]).startswith(small)]
