"""How the lists of a person read in histories: a fact of PostgreSQL keeps no order of the parts."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.contact.places import Place
from amity.kernel.facts.words import FieldWords, plain_value

_PLACE = ("street", "city", "region", "postal_code", "country")


def _each(read: Callable[[dict[str, Any]], str]) -> Callable[[Any], str]:
    def show(value: Any) -> str:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            return plain_value(value)
        return "; ".join(filter(None, map(read, value)))

    return show


def _labelled(text: str, label: Any) -> str:
    return f"{text} ({label})" if text and label else text


def _place(item: dict[str, Any]) -> str:
    place = Place(*(str(item.get(name) or "") for name in _PLACE))
    return _labelled(place.on_one_line(), item.get("label"))


def _company(item: dict[str, Any]) -> str:
    return ", ".join(filter(None, (str(item.get("company") or ""), item.get("role"))))


FIELD_WORDS = {
    "emails": FieldWords(_("E-mail"), _each(lambda item: _labelled(str(item.get("address", "")), item.get("label")))),
    "phones": FieldWords(_("Phone"), _each(lambda item: _labelled(str(item.get("typed", "")), item.get("label")))),
    "addresses": FieldWords(_("Addresses"), _each(_place)),
    "companies": FieldWords(_("Companies"), _each(_company)),
}
