"""Measure this machine: CPU per page in a large house, rows per second of an import. Fills a data folder of its own."""

from argparse import ArgumentParser, Namespace

from amity.config.cli import init
from amity.config.cli.start import choose_data_folder

HELP = "measure speed against the bars"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=100_000, help="people in the house (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the import measured (default: %(default)s)")
    parser.add_argument("--only", choices=("pages", "import"), help="measure just one of the two")


def run(options: Namespace) -> int:
    from amity.config.data_folder import data_folder

    init.prepare(choose_data_folder(options, default=data_folder() / "bench"))

    from amity.config.bench.report import measure

    return measure(people=options.people, rows=options.rows, only=options.only)
