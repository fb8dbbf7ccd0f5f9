"""Measure this machine: CPU per page in a large house, facts and imported rows per second. Fills a data folder of
its own, `bench`, beside the others; exit code 1 when a figure misses its bar."""

from argparse import ArgumentParser, Namespace

from amity.config.cli import init
from amity.config.cli.start import choose_data_folder

HELP = "measure speed against the bars"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=100_000, help="people in the house (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the import measured (default: %(default)s)")
    parts = ("facts", "pages", "filters", "search", "api", "import")
    parser.add_argument("--only", choices=parts, help="measure just one of them")


def run(options: Namespace) -> int:
    from amity.config.data_folder import data_folder

    init.prepare(choose_data_folder(options, default=data_folder() / "bench"))

    from amity.config.bench.report import measure
    from amity.config.static_files import publish

    publish()  # pages are measured with the names they have in use
    return measure(people=options.people, rows=options.rows, only=options.only)
