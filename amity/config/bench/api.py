"""The API as programs use it: CPU of a list of 50 and of making a person, rows a second of batches, and how long
answers take while 50 of them are asked for every second."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from statistics import median
from typing import Any

from django.conf import settings
from django.test import Client

from amity.config.bench.bars import Bar
from amity.config.bench.machine import cpu_milliseconds
from amity.config.bench.pages import page
from amity.config.serve import next_free_port
from amity.customers.people.models import Person
from amity.kernel.facts.readers import catch_up_all, introduce_readers
from amity.workspace.accounts.models import Account
from amity.workspace.tokens.commands import make_token, revoke_token

ROWS, BATCHES = 1_000, 10
A_SECOND, SECONDS, CALLERS = 50, 20, 16
PEOPLE = "/api/v1/people"
JSON = "application/json"


def measure_api() -> Iterator[Bar]:
    """Measure with a token of an administrator, which is revoked afterwards. Calls are not counted meanwhile."""
    by = Account.objects.filter(role="administrator", is_active=True).order_by("pk")[0].actor()
    token = make_token(name="Measuring", role="administrator", by=by)
    limit, settings.API_CALLS_PER_MINUTE = settings.API_CALLS_PER_MINUTE, 0
    try:
        yield from _costs(_program(token.secret))
        yield from _waits(token.secret)
    finally:
        settings.API_CALLS_PER_MINUTE = limit
        revoke_token(token.uid, by=by)


def _program(secret: str) -> Client:
    headers = {"host": "localhost", "accept-encoding": "identity", "authorization": f"Bearer {secret}"}
    return Client(headers=headers)


def _costs(client: Client) -> Iterator[Bar]:
    for name, path in (
        ("", PEOPLE),
        (", filtered", f"{PEOPLE}?filter=country = DE"),
        (", by name", f"{PEOPLE}?sort=name"),
    ):
        note = f"{len(page(client, path)().content) / 1024:.0f} KB"
        yield Bar(f"API list of 50{name}", cpu_milliseconds(page(client, path)), 15, note=note)
    uid = Person.objects.order_by("pk").values_list("uid", flat=True)[0]
    yield Bar("API read of one", cpu_milliseconds(page(client, f"{PEOPLE}/{uid}")), None)
    yield Bar("API create", cpu_milliseconds(_created(client)), 15)
    stamp = f"b{time.time_ns() // 1_000_000:x}"
    yield _batch(client, stamp, "created", city="Berlin")
    yield _batch(client, stamp, "changed", city="Hamburg")
    yield _batch(client, stamp, "unchanged", city="Hamburg")


def _created(client: Client) -> Callable[[], Any]:
    numbers = count(Person.objects.count())

    def act() -> Any:
        number = next(numbers)
        data = {"full_name": f"Bench {number}", "emails": [{"address": f"api{number}@example.org"}]}
        answer = client.post(PEOPLE, data, content_type=JSON)
        assert answer.status_code == 201, answer.content[:2000]
        return answer

    return act


def _batch(client: Client, stamp: str, outcome: str, *, city: str) -> Bar:
    """Batches of 1,000 rows by external id; the middle one counts, its row all with e-mail and address."""
    rates = []
    for batch in range(BATCHES):
        items = [
            {
                "external_ids": [{"source": "bench", "value": f"{stamp}.{batch}.{row}"}],
                "full_name": f"Person {row} of {batch}",
                "emails": [{"address": f"{stamp}.{batch}.{row}@example.org"}],
                "addresses": [{"city": city, "country": "DE"}],
                "stage": "customer",
            }
            for row in range(ROWS)
        ]
        body = json.dumps({"items": items})
        started = time.perf_counter()
        answer = client.put(f"{PEOPLE}/batch", body, content_type=JSON)
        rates.append(ROWS / (time.perf_counter() - started))
        told = answer.json()
        assert answer.status_code == 200 and told[outcome] == ROWS, (told.get("created"), str(told)[:1000])
    # What changes nothing writes nothing: a figure without a bar.
    limit = None if outcome == "unchanged" else 3_000
    return Bar(f"API batches of 1,000, {outcome}", median(rates), limit, "rows/s", True)


def _waits(secret: str) -> Iterator[Bar]:
    """Serve this house as it is served, and ask for a list of 50, 50 times a second, at moments fixed beforehand: who
    is late makes the next ones wait, and that counts."""
    port = next_free_port("127.0.0.1", 8450)
    # Or the worker would read what the batches told, meanwhile.
    introduce_readers()
    catch_up_all()
    environment = {**os.environ, "AMITY_DATA": str(settings.DATA_FOLDER), "AMITY_API_RATE": "0"}
    command = [sys.executable, "-m", "amity.config.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        _asked(port, secret, seconds=3)
        spent = _asked(port, secret, seconds=SECONDS)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    note = f"median {median(spent):.0f} ms, longest {spent[-1]:.0f} ms, {len(spent)} answers in {SECONDS} s"
    yield Bar(f"{A_SECOND} lists of 50 a second, 95 of 100 within", spent[len(spent) * 95 // 100], 60, "ms", note=note)


def _asked(port: int, secret: str, *, seconds: int) -> list[float]:
    """Milliseconds from the moment an answer was due to be asked for until it was there, the shortest first."""
    numbers, spent, start = count(), [], time.perf_counter() + 0.2

    def call() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in numbers:
            due = start + number / A_SECOND
            if number >= seconds * A_SECOND:
                return
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.request("GET", PEOPLE, headers={"Authorization": f"Bearer {secret}"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            spent.append((time.perf_counter() - due) * 1000)

    callers = [threading.Thread(target=call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    if len(spent) != seconds * A_SECOND:
        raise RuntimeError("not every question was answered")
    return sorted(spent)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("Amity did not start")
