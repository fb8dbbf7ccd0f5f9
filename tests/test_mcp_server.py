"""`amity mcp` as an assistant meets it: the official client, over standard input and output and over HTTP."""

import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import httpx2
import mcp
import pytest
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

MAKE = """
import django; django.setup()
from amity.kernel.commands import Actor
from amity.workspace.accounts.models import Account
from amity.workspace.settings.commands import set_up
from amity.workspace.tokens.commands import make_token
set_up(organisation="Test", home_currency="EUR", time_zone="UTC", default_region="DE", name="Ruth",
       email="ruth@example.org", password="measured-not-guessed", by=Actor.system())
print(make_token(name="t", role="administrator", by=Account.objects.get().actor()).secret)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The environment of a data folder of its own, with a token."""
    folder = tmp_path_factory.mktemp("house")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"AMITY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "amity.config.settings"}
    subprocess.run([sys.executable, "-m", "amity.config.cli", "init"], env=environment, check=True)
    made = subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True, capture_output=True, text=True)
    return environment | {"AMITY_TOKEN": made.stdout.split()[-1]}


def apart(work, *given):
    """Run it in a thread of its own: Playwright's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, work, *given).result()


async def visit(client):
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert tools["get_record"].annotations.read_only_hint and not tools["create_person"].annotations.read_only_hint
    values = {"full_name": "Mira Okafor"}
    dry = told(await client.call_tool("create_person", {"values": values}))
    assert dry["dry_run"] and dry["would_answer"]["name"] == "Mira Okafor"
    counted = await client.call_tool("count_records", {"kind": "person"})
    assert told(counted)["count"] == 0
    made = told(await client.call_tool("create_person", {"values": values, "dry_run": False}))
    trashing = {"kind": "person", "uid": made["id"], "if_match": made["etag"], "dry_run": False}
    assert not (await client.call_tool("trash_record", trashing)).is_error
    refused = await client.call_tool("get_record", {"kind": "person", "uid": made["id"]})
    assert refused.is_error and told(refused)["status"] == 404


def told(result):
    return json.loads(result.content[0].text)


def test_over_standard_input_and_output(house):
    async def run():
        server = StdioServerParameters(command=sys.executable, args=["-m", "amity.config.cli", "mcp"], env=house)
        async with mcp.Client(server, read_timeout_seconds=60) as client:
            await visit(client)

    apart(run)


def test_over_http_each_request_brings_its_token(house):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {name: value for name, value in house.items() if name != "AMITY_TOKEN"}
    command = [sys.executable, "-m", "amity.config.cli", "mcp", "--http", address]

    async def run(token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            transport = streamable_http_client(f"http://{address}/mcp", http_client=http)
            async with mcp.Client(transport, read_timeout_seconds=60) as client:
                if token:
                    await visit(client)
                else:
                    assert told(await client.call_tool("get_me", {}))["code"] == "token.unknown"

    with subprocess.Popen(command, env=environment) as server:
        try:
            _wait_for(address)
            apart(run, house["AMITY_TOKEN"])
            apart(run, "")
        finally:
            server.terminate()


def _wait_for(address):
    host, port = address.split(":")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as tried:
            if tried.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not come up")


def test_without_a_token_it_says_where_to_get_one(house):
    environment = {name: value for name, value in house.items() if name != "AMITY_TOKEN"}
    command = [sys.executable, "-m", "amity.config.cli", "mcp"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (told.returncode, "AMITY_TOKEN" in told.stderr) == (2, True)
