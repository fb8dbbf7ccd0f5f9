"""Import people, companies, products or orders from CSV, TSV or XLSX files. Exit code 1: some rows were left out."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import open_data_folder

HELP = "import files"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="people, companies, products or orders")
    parser.add_argument("files", metavar="FILE", nargs="+", help="CSV, TSV or XLSX")
    parser.add_argument("--source", default="", metavar="NAME", help="the system its numbers belong to (default: file)")
    parser.add_argument("--currency", default="", metavar="CODE", help="currency of amounts that name none, like EUR")
    parser.add_argument(
        "--map", dest="links", action="append", default=[], type=_link, metavar="COLUMN=FIELD",
        help="what a column means; COLUMN= leaves it out (may be given several times)",
    )  # fmt: skip
    parser.add_argument(
        "--existing", choices=("update", "skip"), default="update", help="records that are there (default: %(default)s)"
    )
    parser.add_argument(
        "--others", choices=("make", "leave"), default="",
        help="companies, customers and products of rows that are not here yet (default: as the file suggests)",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="import without asking")
    parser.add_argument("--dry-run", action="store_true", help="only show what would happen")
    parser.add_argument("--as", dest="account", default="", metavar="EMAIL", help="the account that imports")


def run(options: Namespace) -> int:
    open_data_folder(options)

    from amity.kernel.commands import Missing
    from amity.records.imports.terminal import Wishes, import_files, importing_actor

    try:
        by = importing_actor(options.account)
    except Missing as missing:
        raise CannotGoOn(str(missing)) from missing
    wishes = Wishes(
        options.source,
        options.currency,
        dict(options.links),
        options.yes,
        options.dry_run,
        options.existing,
        options.others,
    )
    return import_files(options.kind, options.files, by=by, wishes=wishes)


def _link(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip():
        raise ArgumentTypeError(f"write it as COLUMN=FIELD, not {text!r}")
    return column.strip(), field.strip()
