from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "amity.customers.people"
    label = "customers_people"
    verbose_name = "People"

    def ready(self) -> None:
        from amity.customers.people import associations, facts, filtering, first_step  # noqa: F401 - facts: its kinds
        from amity.customers.people.access import visible_to
        from amity.customers.people.commands import delete_person
        from amity.customers.people.editing import PersonEditing
        from amity.customers.people.fields import FIELDS
        from amity.customers.people.importing import PeopleImporter
        from amity.customers.people.lists import LIST
        from amity.customers.people.models import Person
        from amity.customers.people.schemas import API
        from amity.customers.people.searching import show_people
        from amity.customers.people.words import FIELD_WORDS
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import register_place, writers
        from amity.records.api.kinds import register_record_api
        from amity.records.kinds.numbers import PERSON
        from amity.records.kinds.registry import RecordKind, register_kind
        from amity.records.lists.registry import register_list
        from amity.records.search.searchable import register_searchable

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
                editing=PersonEditing(),
                fields=list(FIELDS),
                head_template="customers_people/_head.html",
                delete=delete_person,
                field_words=FIELD_WORDS,
            )
        )
        register_record_api(API)
        register_searchable("person", show_people, has_numbers=True)
        register_list("person", LIST)
        associations.contribute()
        filtering.contribute()
        first_step.contribute()
        register_help("people", "people")
        register_place(_("Customers"), _("People"), "people:people", "person", 20, in_dock=True, key="p")
        register_action(_("Add a person"), "people:new", "plus", shown_to=writers, also=_("new create"), order=10)
        register_action(
            _("Import people"),
            "imports:new",
            "import",
            shown_to=writers,
            query="kind=people",
            also=_("spreadsheet CSV upload file"),
            order=50,
        )
