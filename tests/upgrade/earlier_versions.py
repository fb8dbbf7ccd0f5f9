"""Make a seeded data folder of every earlier release: `python tests/upgrade/earlier_versions.py DIR`.

Each tag v* is checked out, installed into an environment of its own and filled with its own demo company. What is there
already is kept, so a second run costs nothing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from amity import __version__  # noqa: E402 - the path comes first when this runs as a script


def earlier_releases() -> list[str]:
    """Tags of releases before this version, oldest first; empty where git or its tags are missing."""
    listed = subprocess.run(
        ["git", "tag", "--list", "v*", "--sort=version:refname"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [tag for tag in listed.stdout.split() if tag != f"v{__version__}"]


def seeded(tag: str, place: Path) -> Path:
    """The data folder of release `tag` below `place`, made when it is not there yet."""
    data = place / tag / "data"
    if (place / tag / "done").exists():
        return data
    shutil.rmtree(place / tag, ignore_errors=True)
    source, venv = place / tag / "source", place / tag / "env"
    source.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", tag], cwd=ROOT, capture_output=True, check=True)
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
    (place / tag / "done").touch()
    return data


if __name__ == "__main__":
    for release in earlier_releases():
        print(seeded(release, Path(sys.argv[1]).resolve()))
