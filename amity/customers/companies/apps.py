from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "amity.customers.companies"
    label = "customers_companies"
    verbose_name = "Companies"

    def ready(self) -> None:
        from amity.customers.companies import associations, facts, filtering  # noqa: F401 - declares its kinds
        from amity.customers.companies.access import visible_to
        from amity.customers.companies.commands import delete_company
        from amity.customers.companies.editing import CompanyEditing
        from amity.customers.companies.fields import FIELDS
        from amity.customers.companies.importing import CompaniesImporter
        from amity.customers.companies.lists import LIST
        from amity.customers.companies.models import Company
        from amity.customers.companies.schemas import API
        from amity.customers.companies.searching import show_companies
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import register_place, writers
        from amity.records.api.kinds import register_record_api
        from amity.records.kinds.numbers import COMPANY
        from amity.records.kinds.registry import RecordKind, register_kind
        from amity.records.lists.registry import register_list
        from amity.records.search.searchable import register_searchable

        register_kind(
            RecordKind(
                number=COMPANY,
                name="company",
                plural="companies",
                label=_("Company"),
                plural_label=_("Companies"),
                icon="company",
                model=Company,
                visible_to=visible_to,
                path=lambda company: f"/companies/{company.uid}",
                title=lambda company: company.name,
                importer=CompaniesImporter(),
                editing=CompanyEditing(),
                fields=list(FIELDS),
                head_template="customers_companies/_head.html",
                delete=delete_company,
            )
        )
        register_searchable("company", show_companies, has_numbers=True)
        register_list("company", LIST)
        register_record_api(API)
        associations.contribute()
        filtering.contribute()
        register_help("companies", "companies")
        register_place(_("Customers"), _("Companies"), "companies:companies", "company", 30, in_dock=True, key="c")
        register_action(_("Add a company"), "companies:new", "plus", shown_to=writers, also=_("new create"), order=20)
        register_action(
            _("Import companies"),
            "imports:new",
            "import",
            shown_to=writers,
            query="kind=companies",
            also=_("spreadsheet CSV upload file"),
            order=51,
        )
