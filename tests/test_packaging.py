"""What is shipped: the wheel, its entry points, and files that name no machine and no package index."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import inboxwatch

ROOT = Path(__file__).resolve().parent.parent
HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "debian" + ".org")
PLACES = ("/work" + "/", "/root" + "/")


def project() -> dict[str, object]:
    """The [project] table."""
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return table


def tracked() -> list[Path]:
    """The files under version control; in an unpacked archive, those that would be."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-z"]
        names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if path.is_file()]
        return [path for path in found if not any(part.startswith((".venv", ".git", "__")) for part in path.parts)]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make dist` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_both_packages_with_their_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"inboxwatch", "connectors"}
    assert {"inboxwatch/py.typed", "inboxwatch/cli/__init__.py", "connectors/imap.py", "connectors/files.py"} <= names
    shipped = {
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in {"inboxwatch", "connectors"}
    }
    assert shipped <= names
    assert any("/migrations/versions/" in name for name in names)
    assert "inboxwatch/config/config.example.toml" in names, "advice names it"
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_says_version_dependencies_and_entry_points(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    metadata = archive.read(f"{info}/METADATA").decode()
    assert f"\nVersion: {inboxwatch.__version__}\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    for name in ("imapclient", "exchangelib", "sqlmodel"):
        assert re.search(rf"^Requires-Dist: {name}\b", metadata, re.MULTILINE), name
    points = archive.read(f"{info}/entry_points.txt").decode()
    assert "inboxwatch = inboxwatch.cli:main" in points
    assert "[inboxwatch.connectors]" in points


def test_every_entry_point_can_be_loaded() -> None:
    table = project()
    groups = {"console_scripts": table["scripts"], **table["entry-points"]}  # type: ignore[dict-item]
    values = [value for group in groups.values() for value in group.items()]  # type: ignore[attr-defined]
    assert len(values) >= 3
    for name, value in values:
        assert callable(importlib.metadata.EntryPoint(name, value, "any").load()), name


def test_no_tracked_file_names_a_package_index_or_a_machine() -> None:
    paths = tracked()
    assert len(paths) > 50
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        for bad in (*HOSTS, *PLACES):
            assert bad not in text, f"{path.relative_to(ROOT)} names {bad}"


def test_constraints_are_pinned_with_hashes_and_cover_the_dependencies() -> None:
    table = project()
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "constraints" / name).read_text()
        assert "://" not in text
        lines = [line for line in text.splitlines() if line and line[0] not in " #"]
        blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
        assert all("==" in line for line in lines)
        assert all("--hash=sha256:" in block for block in blocks if "==" in block.split("\n")[0])
        pinned = {line.split("==")[0].split("[")[0].lower().replace("_", "-").replace(".", "-") for line in lines}
        wanted = [*table["dependencies"]]  # type: ignore[misc]
        if name == "dev.txt":
            wanted += table["optional-dependencies"]["dev"]  # type: ignore[index]
        for requirement in wanted:
            bare = re.split(r"[\[<>=;~! ]", requirement)[0].lower().replace("_", "-").replace(".", "-")
            assert bare in pinned, f"{name} lacks {bare}: run `make pin`"


def test_both_constraints_agree() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "constraints" / name).read_text()
        return {line.split(" ")[0] for line in text.splitlines() if "==" in line and line[0] not in " #"}

    assert pins("run.txt") <= pins("dev.txt")


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from inboxwatch.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'exchangelib', 'textual', 'imapclient', 'alembic', 'pydantic',\n"
        "         'holidays', 'icalendar', 'keyring', 'dateparser'}\n"
        "sys.exit(repr(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_the_changelog_has_a_place_for_what_comes() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert "## [Unreleased]" in text
