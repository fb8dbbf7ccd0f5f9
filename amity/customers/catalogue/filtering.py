"""What products can be asked for."""

from django.utils.translation import gettext_lazy as _

from amity.kernel.filters import Field, Type
from amity.kernel.money import MILLION
from amity.kernel.text import sort_key
from amity.records.kinds.filtering import belonging_filters, register_filter_fields

ABOUT, SALE = _("About"), _("Sale")

FIELDS = [
    Field(name="name", label=_("Name"), type=Type.TEXT, path="name", key="name_key", group=ABOUT, order=10),
    Field(name="code", label=_("Code"), type=Type.TEXT, path="code", key="code_key", group=ABOUT, order=20),
    Field(
        name="category",
        label=_("Category"),
        type=Type.TEXT,
        path="category__path",
        key="category__path_key",
        key_of=lambda word: sort_key(word, length=600),
        group=ABOUT,
        order=30,
    ),
    Field(
        name="price",
        label=_("Price"),
        type=Type.MONEY,
        path="unit_price",
        scale=MILLION,
        currency="currency",
        group=SALE,
        order=40,
    ),
    Field(
        name="cost",
        label=_("Cost"),
        type=Type.MONEY,
        path="unit_cost",
        scale=MILLION,
        currency="currency",
        group=SALE,
        order=50,
    ),
    Field(name="active", label=_("On sale"), type=Type.YES_NO, path="is_active", group=SALE, order=60),
    Field(
        name="description",
        label=_("Description"),
        type=Type.TEXT,
        path="description",
        operators=("is empty", "is not empty"),
        group=ABOUT,
        order=70,
    ),
    *belonging_filters(),
]


def contribute() -> None:
    """Let products be asked; called from ready()."""
    register_filter_fields("product", *FIELDS)
