"""Real files through the import, with the counts their publishers state."""

from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from amity.customers.catalogue.models import Product
from amity.customers.companies.models import Company
from amity.customers.orders.models import Order, OrderLine
from amity.customers.people.models import Employment, Person
from amity.records.imports.checking import check_import
from amity.records.imports.commands import change_import, start_check
from amity.records.imports.mapping import Link, mapped_fields
from amity.records.imports.queries import counted_outcomes
from amity.records.imports.reading import ReadError
from amity.records.imports.states import State
from amity.records.imports.tests.importing import counts, imported, previewed, set_up

pytestmark = pytest.mark.real_data


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_FOLDER = tmp_path / "data"


def net_of_lines() -> int:
    """Of all lines together, in millionths."""
    return OrderLine.objects.aggregate(net=Sum("net"))["net"] or 0


# Real commits: inside one long transaction PostgreSQL looks through all earlier rows' triggers at every batch.
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_online_retail(world: Any, real_data: Path) -> None:
    done = imported(real_data / "online_retail_uci" / "online_retail_give.csv.gz", world.ada, currency="GBP")
    assert counts(done) == {"new": 261_823} == counted_outcomes(done)
    assert Order.objects.count() == 12_367
    assert OrderLine.objects.filter(order__person=None).count() == 67_193
    assert net_of_lines() == 4_832_300_073_000
    assert Person.objects.get(name="14646").orders.aggregate(net=Sum("net"))["net"] == 27_948_902  # type: ignore[attr-defined]
    assert Order.objects.filter(is_refund=True, number__startswith="C").exists()
    again = imported(real_data / "online_retail_uci" / "online_retail_give.csv.gz", world.ada, currency="GBP")
    assert counts(again) == {"unchanged": 261_823}


def test_northwind(world: Any, real_data: Path) -> None:
    folder = real_data / "northwind"
    for name, options, expected in (
        ("customers", {}, {"new": 91}),
        ("products", {"currency": "USD"}, {"new": 77}),
        ("orders", {"currency": "USD"}, {"new": 830}),
        ("order-details", {}, {"changed": 2155}),
    ):
        assert counts(imported(folder / f"{name}.csv", world.ada, **options)) == expected
    assert net_of_lines() == 1_265_793_039_500
    assert Order.objects.exclude(person=None).values("person").distinct().count() == 89
    assert Product.objects.count() == 77
    for name, options in (("customers", {}), ("orders", {"currency": "USD"}), ("order-details", {})):
        assert counts(imported(folder / f"{name}.csv", world.ada, **options)).keys() == {"unchanged"}


def test_northwind_as_published_names_the_rows_with_a_comma_too_many(world: Any, real_data: Path) -> None:
    done = imported(real_data / "northwind" / "as_published_broken" / "customers.csv", world.ada)
    assert counts(done) == {"new": 67, "wrong": 24}


def test_superstore(world: Any, real_data: Path) -> None:
    done = imported(real_data / "superstore" / "Sample - Superstore.csv", world.ada, currency="USD")
    assert counts(done) == {"new": 4935}
    assert Order.objects.count() == 2468
    assert Person.objects.count() == 396
    assert net_of_lines() == 1_159_477_354_600


def test_zoho(world: Any, real_data: Path) -> None:
    folder = real_data / "zoho_crm_export"
    assert counts(imported(folder / "Accounts.csv", world.ada)) == {"new": 1115}
    assert counts(imported(folder / "Contacts.csv", world.ada)) == {"new": 633}
    assert Employment.objects.count() == 633
    assert counts(imported(folder / "Products.csv", world.ada)) == {"new": 2000}
    assert counts(imported(folder / "Sales_Orders.csv", world.ada, currency="USD")) == {"new": 1045}
    assert counts(imported(folder / "Invoices.csv", world.ada)) == {"new": 662}
    assert Order.objects.filter(number__in=[]).count() == 0
    assert Company.objects.count() == 1115
    invoices = Order.objects.exclude(company=None)
    assert invoices.count() == 662
    assert invoices.filter(person=None).count() == 349
    for name in ("Accounts", "Contacts", "Products", "Invoices"):
        assert counts(imported(folder / f"{name}.csv", world.ada)).keys() == {"unchanged"}, name


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("activecampaign", {"email", "given_name", "family_name", "phone", "tags"}),
        ("apollo", {"email", "given_name", "family_name", "phone", "external_id"}),
        ("google_contacts_old_format", {"full_name", "given_name", "family_name", "email", "phone", "company", "role"}),
        (
            "hubspot_contacts",
            {"external_id", "given_name", "family_name", "email", "phone", "role", "company", "owner"},
        ),
        ("mailchimp_audience", {"email", "given_name", "family_name", "external_id", "tags", "about"}),
        (
            "outlook",
            {"given_name", "family_name", "email", "phone", "company", "role", "street", "city", "postal_code"},
        ),
    ],
)
def test_exports_of_others_are_mapped_without_a_hand(world: Any, real_data: Path, name: str, fields: set[str]) -> None:
    the_import = previewed(real_data / "crm_export_headers" / f"{name}.csv", world.ada)
    assert the_import.state == State.READY
    assert mapped_fields(Link.from_json(values) for values in the_import.mapping) >= fields
    assert not {"wrong", "ambiguous"} & counts(the_import).keys()


@pytest.mark.parametrize("name", ["custom", "google"])
def test_contact_samples_are_imported_without_a_hand(world: Any, real_data: Path, name: str) -> None:
    done = imported(real_data / "contact_exports_samples" / f"{name}.csv", world.ada)
    assert counts(done) == {"new": 4}
    assert Company.objects.count() >= 3


ODD = ("csv_spectrum/csvs", "csv_messytables_horror", "csv_csvkit_examples", "csv_csvkit_examples/realdata")


def test_every_odd_file_is_previewed_or_refused_with_cause_and_fix(world: Any, real_data: Path) -> None:
    files = [path for folder in ODD for path in sorted((real_data / folder).iterdir()) if path.is_file()]
    previewed_files = []
    for path in files:
        try:
            the_import = set_up(path, world.ada, kind="people")
        except ReadError as error:
            assert len(error.message.split(". ")) > 1, path.name
            continue
        first = Link(0, "full_name")
        the_import = change_import(the_import.pk, links=[first], by=world.ada)
        start_check(the_import.pk, by=world.ada)
        the_import = check_import(the_import.pk)
        assert the_import.state == State.READY, (path.name, the_import.error)
        assert the_import.total_rows == sum(the_import.preview["counts"].values())
        previewed_files.append(path.name)
    assert len(previewed_files) > len(files) * 0.7, set(path.name for path in files) - set(previewed_files)
