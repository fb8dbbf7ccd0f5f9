"""Where an installation keeps its own: database, files, key, logs, backups."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").exists() else None


def data_folder() -> Path:
    """AMITY_DATA, else `var` in a checkout, else `amity-data` where the command was given."""
    if folder := os.environ.get("AMITY_DATA"):
        return Path(folder).expanduser().resolve()
    return CHECKOUT / "var" if CHECKOUT else Path.cwd() / "amity-data"


def make_data_folder(folder: Path) -> None:
    """Make the folder and its parts, readable by their owner alone; leaves what is there."""
    for part in (folder, folder / "files", folder / "logs", folder / "backups"):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)


def node_modules() -> Path:
    """Where npm puts the browser's files in a checkout; absent where a wheel is installed, which carries its own."""
    return (CHECKOUT or PACKAGE) / "node_modules"
