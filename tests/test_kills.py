"""R2 by killing: a few seeded points of the sweep that `make soak` makes in full (tests/kills.py)."""

from __future__ import annotations

import shutil
import warnings

import pytest

from tests import kills, kills_mail
from tests.servers.dovecot import Dovecot

POINTS = 3


@pytest.mark.server("strace")
@pytest.mark.parametrize("mode", kills.MODES)
def test_r2_killed_anywhere_nothing_is_lost_or_told_twice(mode: str) -> None:
    """R2: 0 lost, 0 twice where it can be looked at; else at most once more; a desktop at most once."""
    assert shutil.which("strace")
    tally = kills.sweep(mode, sample=POINTS, seed=11)
    assert tally.points == POINTS, f"only {tally.points} kill points were reached"
    tally.check()


@pytest.mark.server("strace", "dovecot")
def test_r2_killed_anywhere_one_mail_reaches_a_mailbox_that_can_be_looked_into() -> None:
    """R2, with real SMTP and IMAP: 0 lost, 0 twice."""
    with warnings.catch_warnings(), Dovecot() as server:
        warnings.simplefilter("ignore")  # aiosmtpd's own
        tally = kills_mail.sweep(server, sample=POINTS, seed=5)
    assert tally.points == POINTS, f"only {tally.points} kill points were reached"
    tally.check()
