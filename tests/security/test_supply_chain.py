"""What is installed is what was locked; every rule of ours has a sample that it finds and one that it leaves alone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
RULES = sorted((ROOT / ".semgrep").glob("*.yml"))
LEAST_RULES = 25


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_one_version_and_its_hashes(lock):
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", lock.read_text("utf-8"), flags=re.M).strip())
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._\[\],-]+==[^ ;\\]+", entry), entry[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


def test_nothing_is_installed_without_its_hash():
    for script in ("_prepare", "_audit"):
        for line in (ROOT / "bin" / script).read_text("utf-8").splitlines():
            if "pip install" in line:
                assert "--require-hashes" in line and "--no-deps" in line, line


def test_the_browsers_files_are_locked_by_their_content():
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')


def rule_names():
    return [name for path in RULES for name in re.findall(r"^  - id: (\S+)", path.read_text("utf-8"), re.M)]


def test_every_rule_has_a_bad_and_a_good_sample():
    samples = "\n".join(
        p.read_text("utf-8") for p in (ROOT / ".semgrep").iterdir() if p.suffix in {".py", ".js", ".html"}
    )
    names = rule_names()
    assert len(names) == len(set(names)) >= LEAST_RULES
    lines = re.findall(r"(ruleid|ok): ([a-z, -]+?)(?: -->)?$", samples, re.M)
    shown = {
        word: {name.strip() for kind, names_ in lines if kind == word for name in names_.split(",")}
        for word in ("ruleid", "ok")
    }
    assert shown["ruleid"] == shown["ok"] == set(names)


def test_the_whole_check_looks_for_weaknesses():
    steps = (ROOT / "bin" / "ci").read_text("utf-8")
    for step in ("bin/_audit rules", "bin/_audit bandit", "bin/_audit advisories"):
        assert step in steps
