"""What subcommands do before their work: choose the data folder, start Django, look at the database."""

import os
from argparse import Namespace
from pathlib import Path

from amity.config.cli.failure import CannotGoOn


def choose_data_folder(options: Namespace, default: Path | None = None) -> Path:
    """Settle AMITY_DATA for this process and its children; before Django is started."""
    from amity.config.data_folder import data_folder

    if options.data:
        os.environ["AMITY_DATA"] = str(Path(options.data).expanduser().resolve())
    elif default and not os.environ.get("AMITY_DATA"):
        os.environ["AMITY_DATA"] = str(default.resolve())
    folder = data_folder()
    os.environ["AMITY_DATA"] = str(folder)
    return folder


def start_django() -> None:
    """Load settings and apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
    import django

    try:
        django.setup()
    except ValueError as error:
        raise CannotGoOn(str(error)) from error


def open_data_folder(options: Namespace, *, may_be_behind: bool = False) -> Path:
    """Start Django on a data folder that `amity init` has made.

    Raises CannotGoOn when it is not there, when the database is away, or has migrations to come (unless
    `may_be_behind`).
    """
    folder = choose_data_folder(options)
    if not (folder / "secret.key").exists() and not os.environ.get("AMITY_SECRET_KEY"):
        raise CannotGoOn(f"{folder} is no data folder yet. Make it with:  amity init --data {folder}")
    start_django()

    from django.db import Error

    from amity.config.health import pending_migrations

    try:
        pending = pending_migrations()
    except Error as error:
        raise CannotGoOn(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error
    if pending and not may_be_behind:
        raise CannotGoOn(f"{len(pending)} migrations have not run. Run them with:  amity upgrade --data {folder}")
    return folder
