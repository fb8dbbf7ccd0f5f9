from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "amity.customers.people"
    label = "customers_people"
    verbose_name = "People"

    def ready(self) -> None:
        from amity.customers.people import facts, panels  # noqa: F401 - facts declares its kinds
        from amity.customers.people.access import visible_to
        from amity.customers.people.importing import PeopleImporter
        from amity.customers.people.models import Person
        from amity.kernel.ui.navigation import register_place
        from amity.records.kinds.numbers import PERSON
        from amity.records.kinds.registry import RecordKind, register_kind

        register_kind(
            RecordKind(
                number=PERSON,
                name="person",
                plural="people",
                label=_("Person"),
                plural_label=_("People"),
                icon="person",
                model=Person,
                visible_to=visible_to,
                path=lambda person: f"/people/{person.uid}",
                title=lambda person: person.name,
                importer=PeopleImporter(),
            )
        )
        panels.contribute()
        register_place(_("Customers"), _("People"), "people:people", "person", 20, in_dock=True)
