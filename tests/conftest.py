"""What all tests share: a frozen instant, private folders, and the rule for tests that need a server program."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from inboxwatch import redaction
from inboxwatch.classifier import strict
from tests.engines import shared_place, store, stores
from tests.rings import ring

__all__ = ["ring", "shared_place", "store", "stores"]

NOW = dt.datetime(2026, 5, 20, 12, 30, tzinfo=dt.UTC)
"""A Wednesday, 14:30 in Berlin."""

REQUIRE_SERVERS = "INBOXWATCH_REQUIRE_SERVERS"

settings.register_profile("unhurried", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("unhurried")


@pytest.fixture
def now() -> dt.datetime:
    """The instant that a test calls now."""
    return NOW


@pytest.fixture(autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the configuration, store or keyring of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("INBOXWATCH_") and name != REQUIRE_SERVERS]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest-xdist sets it; what is printed must not depend on it
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def _defects_raise() -> Generator[None]:
    """A defect of the classifier fails the test that meets it, instead of hiding in a verdict."""
    with strict():
        yield


@pytest.fixture(autouse=True)
def _no_secrets_of_others(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """A secret that one test used is not taken out of what another one logs: theirs are words, like "one"."""
    monkeypatch.setattr(redaction, "_known", dict(redaction._known))
    yield
    redaction._forms_of_all.cache_clear()


@pytest.fixture
def home() -> Path:
    """The private home folder of this test."""
    return Path(os.environ["HOME"])


def _missing(programs: tuple[str, ...]) -> list[str]:
    """Those of `programs` that are not installed; servers hide in sbin, PostgreSQL in a folder for each version."""
    places = [os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]
    places += sorted(str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join(places)
    executables = {program: "postgres" if program == "postgresql" else program for program in programs}
    return [program for program, executable in executables.items() if shutil.which(executable, path=path) is None]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a `server` test whose program is missing, aloud; with servers required, fail it."""
    for mark in item.iter_markers("server"):
        if missing := _missing(mark.args):
            sentence = f"needs {', '.join(missing)}, not installed here"
            if os.environ.get(REQUIRE_SERVERS) == "1":
                pytest.fail(f"{sentence}, and {REQUIRE_SERVERS}=1", pytrace=False)
            pytest.skip(sentence)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With servers required no `server` test may skip for any reason: a skip becomes a failure."""
    report = yield
    required = os.environ.get(REQUIRE_SERVERS) == "1" and item.get_closest_marker("server") is not None
    if required and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{REQUIRE_SERVERS}=1, yet this test skipped: {report.longrepr}"
    return report
