"""The protocol, by the library `mcp`: over standard input and output, or over HTTP. Imported by `amity mcp` alone."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import anyio
import mcp.types as types
import uvicorn
from django.conf import settings
from django.db import close_old_connections
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings

from amity import __version__
from amity.config.mcp.house import INSTRUCTIONS, House, Offer, Result
from amity.workspace.tokens.authentication import Unauthenticated

# One call at a time for each process and thread of the database; SQLite has one writer anyway.
AT_ONCE = 4


def serve_stdio(token: str) -> None:
    """Serve one assistant on standard input and output, with one token."""

    async def run() -> None:
        server = _server(token)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)


def serve_http(host: str, port: int) -> None:
    """Serve many at http://host:port/mcp; each brings a token in the header Authorization."""
    # Also by the names Amity itself answers to (AMITY_HOSTS): a proxy may pass on the one that was asked for.
    known = {host, *(name for name in settings.ALLOWED_HOSTS if name != "*")}
    names = [f"{name}:{port}" for name in known | {"localhost", "127.0.0.1"}] + sorted(known)
    app = _server(None).streamable_http_app(
        stateless_http=True,
        json_response=True,
        host=host,
        # Pages of other sites cannot reach it by a name they point here.
        transport_security=TransportSecuritySettings(allowed_hosts=names, allowed_origins=[]),
    )
    uvicorn.run(app, host=host, port=port, log_level="warning")


def _server(token: str | None) -> "Server[Any]":
    house, limit = House(), anyio.CapacityLimiter(AT_ONCE)

    async def in_thread(work: Any, *arguments: Any) -> Any:
        def run() -> Any:
            close_old_connections()
            try:
                return work(*arguments)
            finally:
                close_old_connections()

        return await anyio.to_thread.run_sync(run, limiter=limit)

    async def list_tools(context: Any, _params: Any) -> types.ListToolsResult:
        try:
            offers = await in_thread(house.offers, token or _token_of(context))
        except Unauthenticated as refused:
            raise ValueError(str(refused)) from None
        return types.ListToolsResult(tools=[_tool(offer) for offer in offers], ttl_ms=0, cache_scope="private")

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        result = await in_thread(house.use, token or _token_of(context), params.name, params.arguments or {})
        return _answer(result)

    @contextlib.asynccontextmanager
    async def lifespan(_server: Any) -> AsyncIterator[dict[str, Any]]:
        yield {}

    return Server(
        "amity", version=__version__, title="Amity", instructions=INSTRUCTIONS, lifespan=lifespan,
        on_list_tools=list_tools, on_call_tool=call_tool,
    )  # fmt: skip


def _token_of(context: Any) -> str:
    """The bearer token of an HTTP request, "" without one."""
    header = context.request.headers.get("authorization", "") if context.request is not None else ""
    way, _space, secret = header.strip().partition(" ")
    return str(secret.strip()) if way.lower() == "bearer" else ""


def _tool(offer: Offer) -> types.Tool:
    return types.Tool(
        name=offer.name,
        description=offer.about,
        input_schema=dict(offer.schema),
        annotations=types.ToolAnnotations(
            read_only_hint=not offer.writes, destructive_hint=offer.destroys, open_world_hint=False
        ),
    )


def _answer(result: Result) -> types.CallToolResult:
    text = json.dumps(result.data, ensure_ascii=False)
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=result.is_error)
