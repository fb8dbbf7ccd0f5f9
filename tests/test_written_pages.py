"""What the written pages show exists: every link leads somewhere, every command can be typed, every path is there."""

import contextlib
import importlib.util
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from amity.config import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
IN_A_LINE = re.compile(r"(?<!`)`([^`\n]+)`")
PATH = re.compile(r"(amity|bench|bin|docs|tests)/[\w./-]+(::\w+)?")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_code(text: str) -> str:
    return IN_A_LINE.sub("", CODE_BLOCK.sub("", text))


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def shown(text: str) -> Iterator[str]:
    """What is shown to be typed: lines of shell blocks, and code in a sentence."""
    for language, block in CODE_BLOCK.findall(text):
        if language in {"sh", "bash", "console"}:
            yield from (line.split(" #")[0].strip() for line in block.splitlines())
    yield from (code.strip() for code in IN_A_LINE.findall(CODE_BLOCK.sub("", text)))


def why_not(line: str) -> str:
    """What is wrong with a line that is shown to be typed; '' for what can be, and for what is no command."""
    if PATH.fullmatch(line.split(" ")[0]):
        return "" if (ROOT / line.split(" ")[0].split("::")[0]).exists() else "there is no such file"
    words = shlex.split(line) if line.startswith(("amity ", "python ", "pip ")) else []
    if words[:2] == ["python", "-m"]:
        return "" if importlib.util.find_spec(words[2]) else "there is no such module"
    if words[:1] == ["python"]:
        return "" if (ROOT / words[1]).exists() else "there is no such file"
    if words[:1] != ["amity"] or words[1].startswith("-"):
        return ""
    if len(words) == 2:
        return "" if words[1] in cli.COMMANDS else "there is no such subcommand"
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            cli.parser().parse_args(words[1:])
    except SystemExit as stopped:
        return said.getvalue().splitlines()[-1] if stopped.code else ""
    return ""


@pytest.mark.parametrize("written", PAGES, ids=named)
def test_every_relative_link_leads_somewhere(written):
    broken = []
    for target in LINK.findall(without_code(written.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        aim = (written.parent / file).resolve() if file else written
        if not aim.exists() or (anchor and anchor not in anchors(aim)):
            broken.append(target)
    assert not broken, f"{named(written)}: {', '.join(broken)}"


@pytest.mark.parametrize("written", PAGES, ids=named)
def test_every_command_and_path_shown_exists(written):
    wrong = {line: why for line in shown(written.read_text("utf-8")) if (why := why_not(line))}
    assert not wrong, f"{named(written)}: {wrong}"


def test_the_checks_find_what_is_wrong():
    assert "invalid choice" in why_not("amity facts forget")
    assert why_not("amity fly") and why_not("bin/no_such_script") and why_not("amity/no/such_file.py")
    assert not why_not("amity facts lag") and not why_not("bin/test -k people") and not why_not("select 1")


def test_every_page_of_docs_is_linked_from_another():
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in PAGES
        for target in LINK.findall(without_code(page.read_text("utf-8")))
        if not re.match(r"[a-z]+:", target)
    }
    lonely = [named(page) for page in PAGES if page.is_relative_to(ROOT / "docs") and page.resolve() not in linked]
    assert not lonely, ", ".join(lonely)
