"""Bring a data folder up to this version: back up, migrate, check; on failure put the backup back."""

from argparse import ArgumentParser, Namespace

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import open_data_folder

HELP = "bring the database up to this version"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--without-backup", action="store_true", help="go on where no backup can be made; yours to restore"
    )


def run(options: Namespace) -> int:
    folder = open_data_folder(options, may_be_behind=True)

    from amity.config.backup import BackupFailed
    from amity.config.serve import ServeLock
    from amity.config.upgrade import UpgradeFailed, upgrade

    lock = ServeLock(folder)
    if not lock.take():
        raise CannotGoOn(f"Amity runs on {folder}. Stop `amity serve` first.")
    if hosts := busy_hosts():
        raise CannotGoOn(f"Workers run on this database: {', '.join(hosts)}. Stop them first (a minute ago counts).")
    try:
        upgrade(with_backup=not options.without_backup, say=print)
    except BackupFailed as error:
        raise CannotGoOn(f"Nothing was changed: {error}") from error
    except UpgradeFailed as error:
        raise CannotGoOn(str(error)) from error
    finally:
        lock.give_back()
    return 0


def busy_hosts() -> list[str]:
    """Machines whose workers use the database now; none where the table of workers is not there yet."""
    from django.db import DatabaseError

    from amity.config.health import pending_migrations
    from amity.kernel.jobs.queries import workers_alive

    if not pending_migrations():
        return []
    try:
        return sorted({worker.token.partition(":")[0].partition("/")[0] for worker in workers_alive()})
    except DatabaseError:
        return []
