"""Twelve weeks in the dashboard: answers, dates, mailboxes, who asked most, the naive figures beside the estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.dashboard.app import Dashboard
from tests.test_dashboard import App, Fake, cells, until, use, words
from tests.test_trends import NOW, answered, waiting

if TYPE_CHECKING:
    from inboxwatch.model import Request


def busy() -> Fake:
    """Ann asked eight times, six of which wait; Zoe twice, of another mailbox; nine others were answered at once."""
    found: list[Request] = [waiting(f"w{n}", days=3, seconds=20_000, sender="ann@corp.example") for n in range(6)]
    found += [answered(f"a{n}", days=1, seconds=6000, sender="ann@corp.example", deadline=NOW) for n in range(2)]
    found += [waiting(f"z{n}x", days=3, sender="zoe@corp.example", mailbox="desk") for n in range(2)]
    return Fake(*found)


def test_trends_tell_how_long_answers_take() -> None:
    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("3")
        await until(pilot, lambda: "Answers" in words(app, "drawings"))
        said = words(app, "drawings")
        assert "11 of 19 have their answer: half within " in said and "nine in ten within not yet" in said
        assert "of those alone: 10 min and 1 h 40 min" in said
        assert "dates asked for: 2 met, 0 not met, 0 to come" in said

    use(busy(), script)


def test_the_naive_figures_stand_beside_the_estimates_where_there_is_room() -> None:
    for width in (80, 130):

        async def script(app: Dashboard, pilot: App, width: int = width) -> None:
            await pilot.press("4")
            await until(pilot, lambda: bool(cells(app, "departments")))
            last = cells(app, "departments")[-1]
            estimates, naive = ["1 h 40 min", "not yet"], ["10 min", "1 h 40 min"]
            expected = [estimates[0], naive[0], estimates[1], naive[1]] if width > 80 else estimates
            assert last == ["All", "19", "8", "! 6", "65%", *expected, "0"]

        use(busy(), script, (width, 30))


def test_mailboxes_and_requesters_are_told_to_the_owner() -> None:
    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("4")
        await until(pilot, lambda: "Who asked most" in words(app, "waits"))
        said = words(app, "waits")
        assert "desk: n 2, open 2, late 0, in time too few" in said
        assert "ann@corp.example: n 8, open 6, late ! 6, in time 25%" in said
        assert "zoe@corp.example: n" not in said

    use(busy(), script)
