"""Import of people: matching, duplicates, wrong and ambiguous rows, the second time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amity.customers.companies.models import Company
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.models import Person, PersonEmail
from amity.kernel.commands import NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.records.imports.commands import add_import, start_import, stop_import
from amity.records.imports.files import keep_copy
from amity.records.imports.left_out import left_out_lines
from amity.records.imports.models import ImportRow, SampleRow
from amity.records.imports.queries import counted_outcomes
from amity.records.imports.running import run_import
from amity.records.imports.setting_up import look_at
from amity.records.imports.states import State
from amity.records.imports.tests.importing import counts, imported, previewed, set_up, written

pytestmark = pytest.mark.usefixtures("own_data_folder")

PEOPLE = """Customer ID,First Name,Last Name,Email,Phone,Company,City,Country
1,Anneke,Visser,anneke@example.com,+31 20 123 4567,Koffielab,Amsterdam,Netherlands
2,Emre,Yıldırım,emre@example.com,,,Berlin,Germany
3,Zofia,Wiśniewska,,+48 22 123 45 67,Koffielab,Warszawa,Poland
"""


@pytest.fixture
def own_data_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_FOLDER = tmp_path / "data"


def state_of_the_house() -> tuple[Any, ...]:
    people = list(Person.objects.order_by("pk").values_list("pk", "version", "name", "search_text"))
    return people, list(Company.objects.order_by("pk").values_list("pk", "version", "name")), facts_count()


def facts_count() -> int:
    return StoredFact.objects.exclude(kind__startswith="import.").count()


def test_a_preview_writes_nothing_and_says_what_the_run_then_does(world: Any, tmp_path: Path) -> None:
    path = written(tmp_path, PEOPLE)
    preview = previewed(path, world.ada)
    assert preview.state == State.READY
    assert counts(preview) == {"new": 3}
    assert not Person.objects.exists() and not Company.objects.exists() and not ImportRow.objects.exists()
    assert SampleRow.objects.filter(of=preview).count() == 3
    done = imported(path, world.ada)
    assert counts(done) == {"new": 3} == counted_outcomes(done)
    assert Company.objects.get().name == "Koffielab"
    anneke = Person.objects.get(given_name="Anneke")
    assert anneke.phones.get().e164 == "+31201234567"  # type: ignore[attr-defined]
    assert anneke.employments.get().company.name == "Koffielab"  # type: ignore[attr-defined]
    assert set(StoredFact.objects.filter(kind="person.created").values_list("origin", "request_id")) == {
        ("import", str(done.uid))
    }


def test_the_same_file_again_changes_no_record(world: Any, tmp_path: Path) -> None:
    path = written(tmp_path, PEOPLE)
    imported(path, world.ada)
    before = state_of_the_house()
    again = imported(path, world.ada)
    assert counts(again) == {"unchanged": 3}
    assert state_of_the_house() == before


def test_a_changed_cell_is_a_change_with_before_and_after(world: Any, tmp_path: Path) -> None:
    imported(written(tmp_path, PEOPLE), world.ada)
    changed = written(tmp_path, PEOPLE.replace("Berlin", "Potsdam").replace("+48 22 123 45 67", ""))
    preview = previewed(changed, world.ada)
    assert counts(preview) == {"changed": 1, "unchanged": 2}
    (sample,) = SampleRow.objects.filter(of=preview, outcome=2)
    before, after = sample.changes["addresses"]
    assert (before[0]["city"], after[0]["city"]) == ("Berlin", "Potsdam")
    assert counts(imported(changed, world.ada)) == {"changed": 1, "unchanged": 2}
    emre = Person.objects.get(given_name="Emre")
    assert (emre.version, emre.addresses.get().city) == (2, "Potsdam")  # type: ignore[attr-defined]
    zofia = Person.objects.get(given_name="Zofia")
    assert zofia.phones.count() == 1, "an empty cell changes nothing"  # type: ignore[attr-defined]


def test_a_person_is_found_by_an_email_only_one_visible_person_has(world: Any, tmp_path: Path) -> None:
    add_person(PersonDraft(full_name="A. Visser", emails=[EmailDraft("Anneke@Example.com")]), by=world.ada)
    done = imported(written(tmp_path, PEOPLE), world.ada, source="shop")
    assert counts(done) == {"new": 2, "changed": 1}
    assert PersonEmail.objects.filter(address_key="anneke@example.com").count() == 1
    assert counts(imported(written(tmp_path, PEOPLE), world.ada, source="shop")) == {"unchanged": 3}


def test_an_email_of_two_people_is_ambiguous_and_names_both(world: Any, tmp_path: Path) -> None:
    ids = [
        add_person(PersonDraft(full_name=name, emails=[EmailDraft("anneke@example.com")]), by=world.ada)
        for name in ("Anneke One", "Anneke Two")
    ]
    done = imported(written(tmp_path, PEOPLE), world.ada)
    assert counts(done) == {"new": 2, "ambiguous": 1}
    row = ImportRow.objects.get(of=done, outcome=5)
    assert row.number == 2 and row.detail["candidates"] == ids
    assert row.detail["problems"][0][1] and row.detail["problems"][0][2]
    assert Person.objects.count() == 4


def test_rows_of_one_record_in_a_file_do_not_overwrite_each_other(world: Any, tmp_path: Path) -> None:
    text = "id,name,email\n1,Ann,ann@example.com\n1,Ann,ann@example.com\n1,Anna,ann@example.com\n2,Bo,ann@example.com\n"
    path = written(tmp_path, text)
    expected = {"new": 1, "unchanged": 1, "wrong": 1, "ambiguous": 1}
    assert counts(previewed(path, world.ada)) == expected
    assert counts(imported(path, world.ada)) == expected
    assert counts(imported(path, world.ada)) == {"unchanged": 2, "wrong": 1, "ambiguous": 1}
    assert Person.objects.get().name == "Ann"


def test_wrong_rows_say_row_column_cause_and_fix_and_stop_nobody(world: Any, tmp_path: Path) -> None:
    text = "Name;E-Mail;Seit\nAnn;ann@example;01.02.2024\nBo;bo@example.com;31.01.2024\n;;\n;;28.02.2024\n"
    done = imported(written(tmp_path, text), world.ada, kind="people")
    assert done.state == State.DONE
    assert counts(done) == {"new": 1, "wrong": 2}
    lines = "".join(left_out_lines(done)).lstrip("\ufeff").splitlines()
    assert lines[0] == "Name,E-Mail,Seit,Import row,Import column,Import problem,Import fix"
    assert lines[1].startswith("Ann,ann@example,01.02.2024,2,E-Mail,")
    column, cause, fix = ImportRow.objects.get(of=done, number=2).detail["problems"][0]
    assert column == "E-Mail" and cause and fix
    mended = written(tmp_path, "\n".join(lines[:2]).replace("ann@example", "ann@example.com"), "mended.csv")
    assert counts(imported(mended, world.ada, kind="people")) == {"new": 1}


def test_who_may_only_read_imports_nothing(world: Any, tmp_path: Path) -> None:
    stored = keep_copy(written(tmp_path, PEOPLE))
    with pytest.raises(NotAllowed):
        add_import(stored, look_at(stored.full_path, stored.name), by=world.reader)
    the_import = set_up(written(tmp_path, PEOPLE), world.ada)
    with pytest.raises(NotAllowed):
        start_import(the_import.pk, by=world.ben)


def test_a_stopped_import_goes_on_after_its_last_row(world: Any, tmp_path: Path) -> None:
    lines = "".join(f"{number},Person {number},p{number}@example.com\n" for number in range(1, 301))
    the_import = set_up(written(tmp_path, "id,name,email\n" + lines), world.ada, kind="people")
    start_import(the_import.pk, by=world.ada)
    run_import(the_import.pk, stop=lambda: Person.objects.exists())
    the_import.refresh_from_db()
    assert the_import.state == State.RUNNING and 0 < the_import.rows_done < 300
    assert counted_outcomes(the_import) == the_import.counts
    with pytest.raises(Refused):
        start_import(the_import.pk, by=world.ada)
    stop_import(the_import.pk, by=world.ada)
    assert run_import(the_import.pk).state == State.CANCELLED
    start_import(the_import.pk, by=world.ada)
    done = run_import(the_import.pk)
    assert done.state == State.DONE
    assert done.counts == {"new": 300} == counted_outcomes(done)
    assert Person.objects.count() == 300


def test_two_processes_never_run_one_import(world: Any, tmp_path: Path) -> None:
    from django.utils import timezone

    from amity.records.imports.models import Import

    the_import = set_up(written(tmp_path, PEOPLE), world.ada)
    start_import(the_import.pk, by=world.ada)
    elsewhere = {"lease_owner": "another-host:1:2:abcd", "lease_until": timezone.now() + timedelta(minutes=1)}
    Import.objects.filter(pk=the_import.pk).update(**elsewhere)
    with pytest.raises(Refused, match="Another process"):
        run_import(the_import.pk)
    Import.objects.filter(pk=the_import.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert counts(run_import(the_import.pk)) == {"new": 3}


def test_a_company_name_finds_the_company_and_numbers_tell_companies_of_one_name_apart(
    world: Any, tmp_path: Path
) -> None:
    imported(written(tmp_path, PEOPLE), world.ada)
    text = "Account Id,Account Name,Industry\n7,Koffielab,Coffee\n8,koffielab,Tea\n"
    path = written(tmp_path, text, "accounts.csv")
    assert counts(previewed(path, world.ada, kind="companies")) == {"new": 1, "changed": 1}
    assert counts(imported(path, world.ada, kind="companies")) == {"new": 1, "changed": 1}
    assert counts(imported(path, world.ada, kind="companies")) == {"unchanged": 2}
    assert sorted(Company.objects.values_list("name", "industry")) == [("Koffielab", "Coffee"), ("koffielab", "Tea")]


def test_records_of_colleagues_that_one_cannot_see_are_not_touched(world: Any, tmp_path: Path) -> None:
    from amity.records.kinds.numbers import PERSON
    from amity.workspace.access.models import Reach, Visibility

    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    imported(written(tmp_path, PEOPLE), world.ada)
    by_cleo = imported(written(tmp_path, PEOPLE.replace("Berlin", "Bonn")), world.cleo)
    assert counts(by_cleo) == {"wrong": 3}
    assert Person.objects.get(given_name="Emre").version == 1
    other = imported(written(tmp_path, PEOPLE), world.cleo, source="other")
    assert counts(other) == {"new": 3}, "an e-mail of a hidden person matches nobody"
