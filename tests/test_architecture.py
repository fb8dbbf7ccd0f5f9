"""The house rules that a linter does not know."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 400
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc", "base"}
OUR_TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".in", ".json", ".sh", ""}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def shown(paths: list[Path]) -> str:
    return ", ".join(str(path.relative_to(ROOT)) for path in paths)


def test_no_file_is_longer_than_400_lines():
    long = [path for path in python_files() if len(path.read_text("utf-8").splitlines()) > MOST_LINES]
    assert not long, shown(long)


def test_module_names_say_what_is_inside():
    empty = [path for path in python_files() if path.stem in EMPTY_WORDS]
    assert not empty, shown(empty)


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
    left = [path for path in python_files() if marks.search(path.read_text("utf-8"))]
    assert not left, shown(left)


def test_no_signals():
    signals = re.compile(r"^from django\.(db\.models\.signals|dispatch) import|^@receiver\b", re.M)
    found = [path for path in python_files() if signals.search(path.read_text("utf-8"))]
    assert not found, shown(found)


def test_every_room_says_what_it_owns():
    rooms = [path for path in python_files() if path.name == "__init__.py" and len(path.relative_to(ROOT).parts) == 4]
    silent = [
        path
        for path in rooms
        if path.parent.name not in {"tests", "migrations"} and not path.read_text("utf-8").startswith('"""')
    ]
    assert not silent, shown(silent)


def test_lock_files_name_no_address():
    address = re.compile(r"https?://|file:|--index-url|--find-links|\"resolved\"")
    for path in (ROOT / "requirements").glob("*.txt"):
        assert not address.search(path.read_text("utf-8")), path.name
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")


def test_what_pyproject_wants_is_locked():
    wanted = re.findall(r'^  "([A-Za-z0-9_.-]+)', (ROOT / "pyproject.toml").read_text("utf-8").split("]\n")[1], re.M)
    locked = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    missing = [name for name in wanted if not re.search(rf"^{re.escape(name)}==", locked, re.M | re.I)]
    assert not missing, f"bin/lock has not been run for {missing}"


def test_no_third_party_code_is_in_git():
    foreign = [path for path in tracked() if path.name.endswith((".min.js", ".min.css", ".woff2", ".map"))]
    assert not foreign, shown(foreign)


def test_no_markup_carries_script_or_style():
    script = r"<script(?![^>]*\b(src|type=\"(application/json|importmap)\"))[^>]*>"
    inline = re.compile(script + r"|\sstyle=|\son[a-z]+=\"|<style")
    templates = [path for path in tracked() if path.suffix == ".html"]
    found = [path for path in templates if inline.search(path.read_text("utf-8"))]
    assert not found, shown(found)


def test_only_the_house_client_speaks_http():
    """What goes out over HTTP is checked in one place, so nobody else may import a library that could do it; but the
    measuring of our own answers, which asks this machine alone."""
    other = re.compile(
        r"^\s*(?:import|from) (urllib3|requests|httpx|httpcore|aiohttp|http\.client|urllib\.request)\b", re.M
    )
    found = [
        path
        for path in python_files()
        if path.is_relative_to(ROOT / "amity")
        and not path.is_relative_to(ROOT / "amity" / "kernel" / "http")
        and path != ROOT / "amity" / "config" / "bench" / "api.py"
        and "tests" not in path.parts
        # Benchmarks call the server they have started.
        and not path.is_relative_to(ROOT / "amity" / "config" / "bench")
        and other.search(path.read_text("utf-8"))
    ]
    assert not found, shown(found)
