"""The fact log's readers: how far they are, what they failed on, and rebuilding what they keep."""

from argparse import ArgumentParser, Namespace

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import open_data_folder

HELP = "look after the readers of the fact log"


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("lag", help="how many facts each reader has yet to read")
    rebuild = actions.add_parser("rebuild", help="compute a reader's projection again from the records")
    rebuild.add_argument("reader", metavar="NAME")
    actions.add_parser("parked", help="facts that readers failed on")
    retry = actions.add_parser("retry", help="give readers their parked facts once more")
    retry.add_argument("reader", metavar="NAME", nargs="?", help="only this reader's")


def run(options: Namespace) -> int:
    open_data_folder(options)
    action = {"lag": show_lag, "rebuild": rebuild, "parked": show_parked, "retry": retry}[options.action]
    return action(options)


def show_lag(options: Namespace) -> int:
    from amity.kernel.facts.readers import lag, readers

    for reader in readers():
        print(f"{reader.name:<32} {lag(reader):>10,}")
    return 0


def rebuild(options: Namespace) -> int:
    from amity.kernel.facts import readers

    try:
        readers.rebuild(readers.reader_named(options.reader))
    except KeyError:
        known = ", ".join(reader.name for reader in readers.readers()) or "none"
        raise CannotGoOn(f"No reader is called {options.reader}. Known: {known}.") from None
    except ValueError as error:
        raise CannotGoOn(f"{error}.") from error
    print(f"{options.reader} rebuilt")
    return 0


def show_parked(options: Namespace) -> int:
    from amity.config.logs import discreet
    from amity.kernel.facts.models import ParkedFact

    for parked in ParkedFact.objects.order_by("reader", "fact_id").iterator():
        first_line = discreet(parked.error).splitlines()[0][:120] if parked.error else ""
        print(f"{parked.reader}  fact {parked.fact_id}  tried {parked.attempts}  {first_line}")
    return 0


def retry(options: Namespace) -> int:
    """Exit code 1 when any of them fails again."""
    from amity.kernel.facts.models import ParkedFact
    from amity.kernel.facts.readers import retry_parked

    waiting = ParkedFact.objects.order_by("reader", "fact_id")
    if options.reader:
        waiting = waiting.filter(reader=options.reader)
    results = [retry_parked(parked) for parked in waiting]
    print(f"{sum(results)} of {len(results)} went through")
    return 0 if all(results) else 1
