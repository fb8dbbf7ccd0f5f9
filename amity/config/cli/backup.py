"""Back the database up into the data folder's backups/ (or elsewhere), also while Amity runs."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import open_data_folder

HELP = "back the database up"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", metavar="FILE", type=Path, help="where to write it")


def run(options: Namespace) -> int:
    open_data_folder(options, may_be_behind=True)

    from amity.config.backup import BackupFailed, back_up, new_backup_path

    try:
        path = back_up(options.to or new_backup_path("backup"))
    except BackupFailed as error:
        raise CannotGoOn(str(error)) from error
    print(f"Backed up to {path} ({path.stat().st_size / 1024**2:.1f} MiB)")
    return 0
