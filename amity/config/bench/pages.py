"""CPU per page: list of 50, a person with 200 facts, creating a person."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.test import Client

from amity.config.bench.bars import Bar
from amity.config.bench.machine import cpu_milliseconds
from amity.customers.people.models import Person
from amity.workspace.accounts.models import Account


def signed_in() -> Client:
    """A browser in which an administrator is signed in."""
    client = Client(headers={"host": "localhost", "accept-encoding": "identity"})
    client.force_login(Account.objects.filter(role="administrator", is_active=True).order_by("pk")[0])
    return client


def measure_pages(person: Person, *, factor: float = 1.0) -> Iterator[Bar]:
    """Measure each page; `factor` widens the bars for a house ten times the size."""
    client = signed_in()
    for path in ("/people", "/people?sort=-net", "/people?sort=-last_order", "/companies", "/orders"):
        size = len(page(client, path)().content)
        yield Bar(f"list of 50, {path}", cpu_milliseconds(page(client, path)), 30 * factor)
        yield Bar(f"its HTML, {path}", size / 1024, 40, "KB")
    yield Bar("a person with 200 facts", cpu_milliseconds(page(client, f"/people/{person.uid}")), 30 * factor)
    yield Bar("create a person", cpu_milliseconds(_created(client)), 15 * factor)


def page(client: Client, path: str) -> Callable[[], Any]:
    """Asking for a page, to be measured."""

    def act() -> Any:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    return act


def _created(client: Client) -> Callable[[], object]:
    numbers = count(Person.objects.count())

    def act() -> object:
        number = next(numbers)
        answer = client.post(
            "/people/new",
            {"full_name": f"Bench {number}", "emails": f"new{number}@example.org", "phones": "+4930123456"},
        )
        assert answer.status_code == 302, answer.content[:2000]
        return answer

    return act
