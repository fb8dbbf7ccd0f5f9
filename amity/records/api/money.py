"""The amounts of a record are in one currency."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid


def one_currency(fields: Sequence[str], *, others: Mapping[str, str]) -> Callable[[Any, Any], None]:
    """A check for RecordApi: amounts given together, and with the stored ones that stay, have one currency.

    `fields` are those that hold an amount; `others` field -> column of the row that stays unless the field is given.
    """

    def check(item: Any, row: Any) -> None:
        given = {name: money.currency for name in fields if (money := getattr(item, name, None)) is not None}
        stated = getattr(item, "currency", None)
        if stated:
            given = {"currency": stated, **given}
        stays = row is not None and any(
            getattr(row, column) and name not in item.model_fields_set for name, column in others.items()
        )
        wanted = stated or (row.currency if stays else next(iter(given.values()), ""))
        for name, currency in given.items():
            if currency != wanted:
                words = {"given": currency, "wanted": wanted}
                message = _("This is in %(given)s, the rest in %(wanted)s. Send all amounts in one currency.")
                raise Invalid("money.mixed", message % words, name)

    return check
