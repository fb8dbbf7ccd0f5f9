"""Import customers, companies, products or orders from CSV, TSV or XLSX files."""

from argparse import ArgumentParser, Namespace

from amity.config.cli.start import open_data_folder

HELP = "import files"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="people, companies, products or orders")
    parser.add_argument("files", metavar="FILE", nargs="+", help="CSV, TSV or XLSX")


def run(options: Namespace) -> int:
    open_data_folder(options)

    from amity.records.imports.terminal import import_files

    return import_files(options.kind, options.files)
