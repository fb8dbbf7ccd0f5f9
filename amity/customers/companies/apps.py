from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "amity.customers.companies"
    label = "customers_companies"
    verbose_name = "Companies"

    def ready(self) -> None:
        from amity.customers.companies import facts  # noqa: F401 - declares its kinds
        from amity.customers.companies.access import visible_to
        from amity.customers.companies.importing import CompaniesImporter
        from amity.customers.companies.models import Company
        from amity.kernel.ui.navigation import register_place
        from amity.records.kinds.numbers import COMPANY
        from amity.records.kinds.registry import RecordKind, register_kind

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
            )
        )
        register_place(_("Customers"), _("Companies"), "companies:companies", "company", 30, in_dock=True)
