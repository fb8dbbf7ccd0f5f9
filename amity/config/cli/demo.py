"""Try Amity: a demo company in a data folder of its own, filled once, served on port 8000 or the next free one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amity.config.cli import init
from amity.config.cli.serve import supervise
from amity.config.cli.start import choose_data_folder

HELP = "try it with a demo company"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="first port to try (default: %(default)s)")
    parser.add_argument("--fill-only", action="store_true", help="make the demo company and stop")


def run(options: Namespace) -> int:
    from amity.config.data_folder import data_folder
    from amity.config.serve import next_free_port

    folder = choose_data_folder(options, default=data_folder() / "demo")
    init.prepare(folder)

    from amity.config.demo import EMAIL, PASSWORD, fill_when_empty

    fill_when_empty(say=print)
    if options.fill_only:
        return 0
    port = next_free_port(options.host, options.port)
    print(f"\n  Amity demo   http://{shown_host(options.host)}:{port}", flush=True)
    print(f"  Sign in as   {EMAIL}   password   {PASSWORD}", flush=True)
    print(f"  Its data     {shown_path(folder)}   (stop with Ctrl-C)\n", flush=True)
    return supervise(folder, options.host, port, workers=2)


def shown_host(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104  # nosec B104 - compared, not bound


def shown_path(folder: Path) -> str:
    """The folder as seen from here, when it lies below."""
    here = Path.cwd()
    return f"./{folder.relative_to(here)}" if folder.is_relative_to(here) else str(folder)
