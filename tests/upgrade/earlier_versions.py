"""Make a seeded data folder of every earlier version: `python tests/upgrade/earlier_versions.py DIR`.

A version ends with the last commit before pyproject.toml names the next one: found in the history, without tags. Each
is checked out, installed into an environment of its own and filled with its own demo company. What is there already is
kept, so a second run costs nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from amity import __version__  # noqa: E402 - the path comes first when this runs as a script


def earlier_versions() -> dict[str, str]:
    """The last commit of each version before this one, oldest first; empty where git or its history is missing."""
    asked = ("log", "--reverse", "--format=%H", "-G", '^version = "', "--", "pyproject.toml")
    ends = {}
    for commit in _git(*asked).split():
        named = re.search(r'^version = "([^"]+)"', _git("show", f"{commit}^:pyproject.toml"), re.MULTILINE)
        if named and named[1] != __version__:
            ends[named[1]] = f"{commit}^"
    return ends


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def seeded(version: str, place: Path) -> Path:
    """The data folder of an earlier version below `place`, made when it is not there yet."""
    data = place / version / "data"
    if (place / version / "done").exists():
        return data
    shutil.rmtree(place / version, ignore_errors=True)
    source, venv = place / version / "source", place / version / "env"
    source.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", earlier_versions()[version]], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(source)], input=archive.stdout, check=True)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = str(venv / "bin" / "python")
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", "requirements/base.txt"], cwd=source, check=True)
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "AMITY_DATA"}}
    fill = [python, "-m", "amity.config.cli", "demo", "--data", str(data), "--fill-only"]
    subprocess.run(fill, cwd=source, env=environment, check=True)
    shutil.rmtree(venv)
    shutil.rmtree(source)
    (place / version / "done").touch()
    return data


if __name__ == "__main__":
    for name in earlier_versions():
        print(seeded(name, Path(sys.argv[1]).resolve()))
