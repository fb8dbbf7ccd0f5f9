"""The `amity` command: one module per subcommand, each with HELP, `add_arguments` and `run`."""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from amity import __version__
from amity.config.cli import backup, bench, check, demo, facts, imports, init, mcp, search, serve, upgrade, worker
from amity.config.cli.failure import CannotGoOn

COMMANDS: dict[str, ModuleType] = {
    "init": init,
    "serve": serve,
    "worker": worker,
    "demo": demo,
    "import": imports,
    "check": check,
    "facts": facts,
    "search": search,
    "mcp": mcp,
    "backup": backup,
    "bench": bench,
    "upgrade": upgrade,
}


def parser() -> argparse.ArgumentParser:
    """Every subcommand with its arguments; builds without loading Django."""
    top = argparse.ArgumentParser(prog="amity", description="Amity: one customer, one history.")
    top.add_argument("--version", action="version", version=f"amity {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        sub = commands.add_parser(name, help=module.HELP, description=module.__doc__)
        sub.add_argument(
            "--data", metavar="DIR", help="data folder (default: AMITY_DATA, else ./amity-data; ./var in a checkout)"
        )
        module.add_arguments(sub)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand. 0 done, 1 something is wrong, 2 it could not be tried (said on stderr)."""
    options = parser().parse_args(arguments)
    try:
        code: int = COMMANDS[options.command].run(options)
    except CannotGoOn as reason:
        print(f"amity {options.command}: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code
