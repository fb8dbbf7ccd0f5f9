"""What lies in the trash stands on no page: lists, records around it, search, pickers, completion, histories."""

import pytest
from django.utils import timezone

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.records.kinds.registry import kind_numbered
from amity.records.notes.commands import write_note
from amity.records.trash.commands import restore_records, trash_records

pytestmark = pytest.mark.django_db

# Words that stand on a page only where the record does.
NAMES = ("Quintessa", "Zirkon", "ZZ-4711", "Xylofon", "quintessa@")


def test_what_is_trashed_stands_on_no_page_and_after_restoring_on_all(world, client_of):
    oak = add_company(CompanyDraft(name="Oak"), by=world.ada)
    zirkon = add_company(CompanyDraft(name="Zirkon", parent_id=oak), by=world.ada)
    jobs = [EmploymentDraft(zirkon, "Buyer"), EmploymentDraft(oak, "Adviser")]
    draft = PersonDraft(full_name="Quintessa", emails=[EmailDraft("quintessa@x.example")], companies=jobs, tags=["vip"])
    eva = add_person(draft, by=world.ada)
    ben = add_person(PersonDraft(full_name="Ben", companies=[EmploymentDraft(oak, "")]), by=world.ada)
    mug = add_product(ProductDraft(name="Mug", code="M"), by=world.ada)
    spare = add_product(ProductDraft(name="Xylofon", code="X"), by=world.ada)

    def order(number, person):
        lines = [LineDraft(product_id=mug, quantity=MILLION, unit_price=MILLION)]
        draft = OrderDraft(number=number, person_id=person, ordered_at=timezone.now(), currency="EUR", lines=lines)
        return open_order(draft, by=world.ada)

    first, hidden = order("A-1", eva), order("ZZ-4711", ben)
    write_note(Ref(PERSON, eva), text="Quintessa rang", by=world.ada)
    facts = list(StoredFact.objects.values_list("pk", flat=True))
    refs = [Ref(PERSON, eva), Ref(COMPANY, zirkon), Ref(ORDER, hidden), Ref(PRODUCT, spare)]
    trash_records(refs, by=world.ben)
    catch_up_all()
    client = client_of("ada")
    uids = {
        "oak": Company.objects.get(pk=oak).uid,
        "ben": Person.objects.get(pk=ben).uid,
        "first": Order.objects.get(pk=first).uid,
        "mug": Product.objects.get(pk=mug).uid,
    }
    pages = [
        "/people", "/people?sort=-net", "/companies", "/orders", "/products", "/orders?group=status",
        "/lookup/person?q=quint", "/lookup/company?q=zirk", "/people?filter=company%3DZirkon", "/people/new",
        "/orders/new", f"/companies/{uids['oak']}", f"/people/{uids['ben']}/edit",
        f"/orders/{uids['first']}", f"/orders/{uids['first']}/edit", f"/products/{uids['mug']}",
        "/search?q=quintessa", "/search?q=zirkon", "/search?q=ZZ-4711", "/search?q=xylofon", "/palette?q=quint",
        "/palette?q=zirk", f"/orders/{uids['first']}/changes", f"/orders/{uids['first']}/as-of",
        *(f"/history/{fact}" for fact in facts),
    ]  # fmt: skip

    marks = {str(kind_numbered(ref.kind).model.objects.get(pk=ref.id).uid) for ref in refs}

    def shown(*, names=NAMES):
        found = set()
        for page in pages:
            answer = client.get(page)
            assert answer.status_code in (200, 404), page
            text = answer.content.decode()
            found |= {(page, mark) for mark in marks if mark in text}
            # Histories go on telling what happened, without a link; and what was asked for is said again.
            if not page.startswith(("/history/", "/companies/")) and "=" not in page:
                found |= {(page, name) for name in names if name in text}
        return found

    assert shown() == set()
    restore_records(refs, by=world.ada)
    catch_up_all()
    back = shown(names=())
    assert {mark for _page, mark in back} == marks
    assert {"/people", "/companies", "/orders", "/products", "/search?q=quintessa"} <= {page for page, _mark in back}
