"""Make a data folder (database, files, key file, logs) and its first administrator. Safe to run again."""

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import choose_data_folder, start_django

HELP = "make a data folder and the first administrator"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--email", help="the administrator's e-mail address; asks for a password (or AMITY_PASSWORD)")
    parser.add_argument("--name", default="", help="the administrator's name")


def run(options: Namespace) -> int:
    folder = choose_data_folder(options)
    prepare(folder)
    print(f"Data folder  {folder}")
    print(first_administrator(options.email, options.name))
    print(f"Start it     amity serve --data {folder}")
    return 0


def prepare(folder: Path) -> None:
    """Make the folder, its key and its database, up to this version; start Django on the way."""
    from amity.config.data_folder import make_data_folder
    from amity.config.secrets import make_key_file

    try:
        make_data_folder(folder)
        make_key_file(folder)
    except OSError as error:
        raise CannotGoOn(f"{folder} cannot be written: {error.strerror}") from error
    start_django()

    from django.db import OperationalError

    from amity.config.upgrade import run_migrations

    try:
        run_migrations()
    except OperationalError as error:
        raise CannotGoOn(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error


def first_administrator(email: str | None, name: str) -> str:
    """Make the administrator, or say where the one-time page is; one line for the operator."""
    from amity.workspace.accounts.queries import has_accounts

    if has_accounts():
        return "Accounts     kept as they are"
    if not email:
        from amity.workspace.accounts.first_start import first_start_url

        return f"First sign-in  {first_start_url()}  (once, after `amity serve`)"

    from django.core.exceptions import ValidationError

    from amity.kernel.commands import Actor, Refused
    from amity.workspace.accounts.commands import create_first_administrator

    try:
        create_first_administrator(email=email, name=name, password=ask_password(), by=Actor.system())
    except (Refused, ValidationError) as error:
        reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
        raise CannotGoOn(" ".join(reasons)) from error
    return f"Administrator  {email}"


def ask_password() -> str:
    """AMITY_PASSWORD, or what is typed twice on the terminal."""
    if password := os.environ.get("AMITY_PASSWORD"):
        return password
    if not sys.stdin.isatty():
        raise CannotGoOn("No terminal to ask for a password on: set AMITY_PASSWORD, or leave --email out.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise CannotGoOn("The two passwords differ.")
    return password
