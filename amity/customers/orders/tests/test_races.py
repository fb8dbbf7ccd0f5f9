"""Two who claim one unique value at the same moment: the second is refused in words, whoever that is."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from amity.customers.catalogue.commands import add_product, change_product, creating, delete_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.orders.commands import creating as creating_orders
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order, OrderLine
from amity.kernel.commands import Refused
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.models import ExternalId

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time: nothing can race"),
]
DAY = datetime(2026, 3, 1, tzinfo=UTC)


class Meeting:
    """Lets threads go on past a function only once all of them have come to it, the first time each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, parties: int) -> None:
        self._barrier = threading.Barrier(parties, timeout=20)
        self._seen = threading.local()
        self._real = getattr(module, name)
        monkeypatch.setattr(module, name, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not getattr(self._seen, "came", False):
            self._seen.came = True
            self._barrier.wait()
        return self._real(*args, **kwargs)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own; what each returned or raised."""
    answers: list[Any] = [None] * len(acts)

    def run(index: int) -> None:
        try:
            answers[index] = acts[index]()
        except Exception as error:
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refusal_in(answers: list[Any]) -> Refused:
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == len(answers) - 1, answers
    assert all(isinstance(answer, Refused) for answer in refused), answers
    return refused[0]


def test_one_code_goes_to_one_of_three_products(world, monkeypatch):
    Meeting(monkeypatch, creating, "reserve_ids", 3)
    answers = together(
        *[
            lambda code=code: add_product(ProductDraft(name=code, code=code), by=world.ada)
            for code in ("m1", "M1", "M1")
        ]
    )
    assert (refusal_in(answers).code, refusal_in(answers).field) == ("product.code_taken", "code")
    assert Product.objects.count() == 1


def test_two_products_that_change_to_one_code_do_not_share_it(world, monkeypatch):
    from amity.customers.catalogue.commands import changing

    ids = [add_product(ProductDraft(name=name), by=world.ada) for name in ("A", "B")]
    Meeting(monkeypatch, changing, "update_rows", 2)
    answers = together(*[lambda pk=pk: change_product(RecordChange(pk, {"code": "X1"}), by=world.ada) for pk in ids])
    assert refusal_in(answers).code == "product.code_taken"
    assert Product.objects.filter(code="X1").count() == 1


def test_one_external_id_goes_to_one_of_two_orders(world, monkeypatch):
    Meeting(monkeypatch, creating_orders, "reserve_ids", 2)
    draft = {"ordered_at": DAY, "total": 1, "external_ids": [("shop", "1")]}
    answers = together(*[lambda: open_order(OrderDraft(**draft), by=world.ada)] * 2)
    assert refusal_in(answers).code == "external_id.taken"
    assert Order.objects.count() == 1 and ExternalId.objects.count() == 1


def test_a_product_that_comes_onto_an_order_meanwhile_is_not_deleted(world, monkeypatch):
    from amity.customers.catalogue.commands import deleting

    mug = add_product(ProductDraft(name="Mug"), by=world.ada)
    has_looked, is_sold = threading.Event(), threading.Event()
    real = deleting.uses_of

    def uses_of(product_id: int) -> tuple[int, bool]:
        found = real(product_id)
        if not has_looked.is_set():
            has_looked.set()
            # The order waits for our lock on the product; it must not be written before we have gone on.
            is_sold.wait(0.5)
        return found

    monkeypatch.setattr(deleting, "uses_of", uses_of)

    def sell() -> int:
        has_looked.wait(20)
        order_id = open_order(OrderDraft(ordered_at=DAY, lines=[LineDraft(mug)]), by=world.ada)
        is_sold.set()
        return order_id

    deleted, sold = together(lambda: delete_product(mug, by=world.ada), sell)
    if isinstance(deleted, Refused):
        assert isinstance(sold, int) and OrderLine.objects.get().product_id == mug
    else:
        assert deleted is None and isinstance(sold, Refused) and not Order.objects.exists()
    assert Product.objects.exists() == isinstance(deleted, Refused)
