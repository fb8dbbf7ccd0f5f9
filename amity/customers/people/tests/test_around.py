"""Who stands around a record is found from the record, not by gathering everybody the viewer may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.customers.people.queries import colleagues_of, companies_of, people_of


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL joins either way round")
def test_nobody_else_is_looked_at(world):
    company = Company.objects.get(pk=add_company(CompanyDraft(name="Nord"), by=world.administrator))
    drafts = [PersonDraft(full_name=f"P{i}", companies=[EmploymentDraft(company.pk)]) for i in range(3)]
    person = Person.objects.get(pk=create_people(drafts, by=world.administrator).written[0])
    by = world.administrator

    with CaptureQueriesContext(connection) as ran:
        assert [job.person.name for job in people_of(company, seen_by=by)] == ["P0", "P1", "P2"]
        assert [job.person.name for job in colleagues_of(person, company.pk, seen_by=by)] == ["P1", "P2"]
        assert [job.company.name for job in companies_of(person, seen_by=by)] == ["Nord"]

    for query in list(ran.captured_queries):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = [row[-1] for row in cursor.fetchall()]
        assert not [step for step in plan if step.startswith("SCAN")], (plan, query["sql"])
