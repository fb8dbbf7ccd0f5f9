"""What becomes of companies that rows of people only speak of."""

import pytest

from amity.customers.companies.models import Company
from amity.customers.people.models import Person
from amity.records.imports.terminal import Wishes, import_files

ROWS = "Full Name,Company\nAnneke Visser,Kaffeelabor\n"


@pytest.mark.parametrize(("others", "companies"), [("", 1), ("make", 1), ("leave", 0)])
def test_a_company_that_is_not_here_is_added_or_stays_out(world, tmp_path, settings, others, companies):
    settings.MEDIA_ROOT = tmp_path / "files"
    path = tmp_path / "people.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert import_files("people", [str(path)], by=world.ada, wishes=Wishes(is_sure=True, others=others)) == 0
    assert Person.objects.count() == 1
    assert Company.objects.count() == companies
