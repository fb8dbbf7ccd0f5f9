"""The search index: compare it with the records, build it anew. Exit code 1: it is not whole."""

from argparse import ArgumentParser, Namespace

from amity.config.cli.start import open_data_folder

HELP = "look after the search index"


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("check", help="compare the index with every record")
    actions.add_parser("rebuild", help="build the index anew from the records")


def run(options: Namespace) -> int:
    open_data_folder(options)

    from amity.kernel.search import is_whole, rebuild
    from amity.records.search.searchable import searchable_kinds

    is_well = True
    for kind in searchable_kinds():
        if options.action == "rebuild":
            rebuild(kind.model)
        is_ok = is_whole(kind.model)
        is_well = is_well and is_ok
        print(f"{'ok   ' if is_ok else 'WRONG'}  {kind.plural}")
    return 0 if is_well else 1
