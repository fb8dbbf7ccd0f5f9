"""A catalogue as data, for an interface that builds filters."""

from typing import Any

from amity.kernel.filters.catalogue import Behaviour, Catalogue, Field
from amity.kernel.filters.completing import kind_word
from amity.kernel.filters.operators import value_count


def described(catalogue: Catalogue) -> dict[str, Any]:
    """Fields with their operators and choices, one hop away too, and behaviours; labels in the active language."""
    fields = [_field(field, catalogue, "") for field in catalogue.fields.values()]
    for relation in catalogue.fields.values():
        if there := catalogue.open(relation):
            fields.extend(_field(field, there, f"{relation.name}.") for field in there.fields.values())
    return {
        "fields": fields,
        "behaviours": [_behaviour(behaviour) for behaviour in catalogue.behaviours.values()],
    }


def _field(field: Field, catalogue: Catalogue, before: str) -> dict[str, Any]:
    choices = field.choices_for(catalogue.seen_by)
    return {
        "name": before + field.name,
        "label": str(field.label),
        "group": str(field.group),
        "type": str(field.type),
        "type_label": kind_word(field.type),
        "operators": [{"name": name, "values": value_count(name)} for name in field.allowed],
        "choices": [{"value": choice.value, "label": str(choice.label)} for choice in choices],
        "has_lookup": field.lookup is not None,
    }


def _behaviour(behaviour: Behaviour) -> dict[str, Any]:
    return {
        "name": behaviour.name,
        "phrase": behaviour.phrase,
        "label": str(behaviour.label),
        "has_amount": bool(behaviour.amount),
        "details": [{"name": detail.name, "label": str(detail.label)} for detail in behaviour.details],
    }
