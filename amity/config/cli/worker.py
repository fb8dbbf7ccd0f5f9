"""Run jobs of one queue until stopped. `amity serve` starts one worker for each queue itself."""

from argparse import ArgumentParser, Namespace

from amity.config.cli.start import open_data_folder

HELP = "run background jobs"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--queue",
        choices=["quick", "long"],
        default="quick",
        help="quick: small jobs, readers and the schedule; long: imports and other long jobs (default: %(default)s)",
    )


def run(options: Namespace) -> int:
    from amity.config.lifeline import die_with_supervisor

    die_with_supervisor()
    open_data_folder(options)

    from amity.kernel.jobs.worker import main

    return main(options.queue)
