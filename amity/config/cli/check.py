"""Look at an installation: version, disk, database, migrations, readers, workers. Exit code 1: something is wrong."""

from argparse import ArgumentParser, Namespace

from amity.config.cli.start import choose_data_folder, start_django

HELP = "look whether everything is well"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")


def run(options: Namespace) -> int:
    choose_data_folder(options)
    start_django()

    from amity.config.health import findings

    is_well = True
    for finding in findings():
        is_well = is_well and finding.is_ok
        if not (options.quiet and finding.is_ok):
            print(f"{'ok   ' if finding.is_ok else 'WRONG'}  {finding.name:<28} {finding.detail}")
    return 0 if is_well else 1
