"""Serve Amity: the web processes, a worker for quick jobs and one for long jobs, kept alive until stopped."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import open_data_folder

HELP = "serve pages and run jobs"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="web processes, 2 threads each (default: %(default)s)")
    parser.add_argument("--web-only", action="store_true", help="no workers: `amity worker` runs elsewhere")


def run(options: Namespace) -> int:
    from amity.config.serve import is_port_free

    folder = open_data_folder(options)
    if options.workers < 1:
        raise CannotGoOn("--workers is at least 1.")
    if not is_port_free(options.host, options.port):
        raise CannotGoOn(f"Port {options.port} of {options.host} is taken or forbidden. Choose another with --port.")
    return supervise(folder, options.host, options.port, options.workers, is_web_only=options.web_only)


def supervise(folder: Path, host: str, port: int, workers: int, *, is_web_only: bool = False) -> int:
    """Publish the static files and run the supervisor; returns when it has stopped."""
    from django.db import connections

    from amity.config.serve import ServeLock, Supervisor, children
    from amity.config.static_files import publish

    lock = ServeLock(folder)
    if not lock.take(shared=is_web_only):
        raise CannotGoOn(f"Amity already runs on {folder}. Stop it first, or choose another folder with --data.")
    publish()
    connections.close_all()
    # Links in mails lead to where this instance listens, unless the operator names its public address.
    os.environ.setdefault("AMITY_SITE_URL", f"http://localhost:{port}")
    try:
        return Supervisor(children(host, port, workers, is_web_only=is_web_only)).run()
    finally:
        lock.give_back()
