"""What a person chose for an import, and what its importer decided where nobody said anything."""

from typing import Any

from amity.records.imports.models import Import

# Whether what a row speaks of and is not here yet is made: None is for the importer to decide.
OTHERS: dict[str, bool | None] = {"": None, "make": True, "leave": False}
CREATED = ("create_companies", "create_products", "create_customers")


def options_in_force(the_import: Import) -> dict[str, Any]:
    """The options an importer goes by: what it decided itself, under what a person chose."""
    chosen = the_import.options
    options = {**chosen.get("decided", {}), **chosen}
    makes = OTHERS.get(chosen.get("others", ""))
    return options if makes is None else options | dict.fromkeys(CREATED, makes)
