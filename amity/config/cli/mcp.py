"""Let a person's AI assistant work here: find, read, filter, log, change and import with the rights of an API token.
Over standard input and output with the token in AMITY_TOKEN, or over HTTP with a token in each request."""

import os
from argparse import ArgumentParser, Namespace

from amity.config.cli.failure import CannotGoOn
from amity.config.cli.start import open_data_folder

HELP = "serve AI assistants (Model Context Protocol)"
TOKEN = "AMITY_TOKEN"  # noqa: S105 - the name of a variable


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--http", metavar="HOST:PORT", help="serve over HTTP at /mcp instead, 127.0.0.1:8010 say")


def run(options: Namespace) -> int:
    token = os.environ.get(TOKEN, "")
    host, _colon, port = (options.http or "").rpartition(":")
    if options.http and not (host and port.isdigit()):
        raise CannotGoOn("Write --http as HOST:PORT, such as 127.0.0.1:8010.")
    if not options.http and not token:
        raise CannotGoOn(f"Put an API token into {TOKEN}; make one in the settings under API tokens.")
    open_data_folder(options)
    try:
        from amity.config.mcp import server
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("mcp", "anyio", "uvicorn"):
            raise
        raise CannotGoOn("The library for assistants is missing. Install it with:  pip install 'amity[mcp]'") from None

    from amity.workspace.tokens.uses import start_writing_uses

    start_writing_uses()
    if options.http:
        server.serve_http(host, int(port))
    else:
        server.serve_stdio(token)
    return 0
