"""The page of security says what is so: its figures are the settings', and each line of the ASVS names its test."""

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from amity.records.imports.files import LARGEST
from amity.records.imports.reading.containers import MOST_RATIO, MOST_UNPACKED
from amity.workspace.accounts.commands.invitations import GOOD_FOR
from amity.workspace.settings.pages.organisation import MOST_OCTETS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
TABLE = ROOT / "docs" / "security" / "asvs.csv"
STATES = {"met", "partly", "open", "not applicable"}
CHAPTERS = {"V2": 11, "V3": 21, "V4": 10, "V5": 9, "V7": 19, "V8": 7, "V13": 14, "V15": 13}


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_names_every_limit():
    text, limits = " ".join(PAGE.read_text("utf-8").split()), settings.ACCOUNT_RATE_LIMITS
    assert limits["login_failed"].startswith("5/300s/key") and "| 5 in 300 s |" in text
    assert limits["login_failed_anywhere"] == "100/h/key" and "| 100 in an hour |" in text
    assert "3/300s/key" in limits["reset_password"] and "| 3 in 300 s for one address |" in text
    assert settings.PASSWORD_RESET_TIMEOUT == 60 * 60 and "| 60 minutes, once |" in text
    assert GOOD_FOR.days == 7 and "| 7 days, once |" in text
    assert settings.SESSION_COOKIE_AGE == 14 * 86_400 and "ends 14 days after signing in" in text
    assert LARGEST == MOST_UNPACKED == 1 << 30 and "up to 1 GB, and 1 GB unpacked" in text
    assert f"at most {MOST_RATIO} times" in text and MOST_OCTETS == 5_000_000 and "at most 5 MB" in text
    for heading in ("Sessions", "Limits", "Files", "Going out", "Reporting"):
        assert f"## {heading}" in text


def test_every_requirement_of_the_chapters_has_one_line():
    found: dict[str, int] = {}
    for row in rows():
        chapter = row["id"].partition(".")[0]
        found[chapter] = found.get(chapter, 0) + 1
        assert row["state"] in STATES and row["level"] in {"1", "2"} and row["summary"], row["id"]
    assert len({row["id"] for row in rows()}) == len(rows()) == 100
    assert set(found) == set(CHAPTERS)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_what_is_met_names_a_test_and_what_is_not_has_a_dated_reason(row):
    if row["state"] != "met":
        assert re.match(r"20\d\d-\d\d-\d\d: .{10,}", row["note"]), row
    if row["state"] == "met" or row["test"]:
        assert names_of_tests(row["test"]), f"{row['id']} names a test that is not there: {row['test']}"


def names_of_tests(named: str) -> set[str]:
    """Tests that `file::test`, `file::*` (all of a file) or `folder/*` (all of a room) stand for."""
    place, _colons, wanted = named.partition("::")
    files = sorted(ROOT.glob(place)) if place.endswith("*") else [ROOT / place]
    found: set[str] = set()
    for file in files:
        if file.suffix == ".py" and file.is_file():
            tree = ast.parse(file.read_text("utf-8"))
            found |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_"}
    return found if wanted in {"", "*"} else found & {wanted}


def test_the_wheel_leaves_tests_out():
    with (ROOT / "pyproject.toml").open("rb") as file:
        wheel = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "tests/" in wheel["exclude"] and wheel["packages"] == ["amity"]
