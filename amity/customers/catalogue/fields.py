"""What lists and the page of a product show."""

from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Actor
from amity.records.kinds.common_fields import belonging_fields, created_field
from amity.records.kinds.fields import RecordField, Rows

ABOUT = _("About")
SALE = _("Sale")


def _category(rows: Rows, _seen_by: Actor) -> Rows:
    return rows.select_related("category")


FIELDS = [
    RecordField(
        name="name",
        label=_("Product"),
        shape="name",
        sort=("name_key", "pk"),
        editor=("name",),
        changes=("name",),
        in_list=True,
        area="who",
        order=10,
    ),
    RecordField(
        name="code",
        label=_("Code"),
        sort=("code_key", "pk"),
        editor=("code",),
        changes=("code",),
        in_list=True,
        area="note",
        section=ABOUT,
        order=20,
    ),
    RecordField(
        name="category",
        label=_("Category"),
        value=lambda product: product.category.path if product.category else "",
        fetch=_category,
        group="category",
        editor=("category",),
        changes=("category",),
        in_list=True,
        area="sub",
        section=ABOUT,
        order=30,
    ),
    RecordField(
        name="price",
        label=_("Price"),
        shape="price",
        value=lambda product: None if product.unit_price is None else (product.unit_price, product.currency),
        editor=("unit_price", "currency"),
        changes=("unit_price", "currency"),
        in_list=True,
        area="value",
        section=SALE,
        order=40,
    ),
    RecordField(
        name="cost",
        label=_("Cost"),
        shape="price",
        value=lambda product: None if product.unit_cost is None else (product.unit_cost, product.currency),
        editor=("unit_cost",),
        changes=("unit_cost",),
        section=SALE,
        order=50,
    ),
    RecordField(
        name="active",
        label=_("On sale"),
        shape="yes_no",
        value=lambda product: product.is_active,
        group="is_active",
        changes=("is_active",),
        section=SALE,
        order=60,
    ),
    RecordField(
        name="description",
        label=_("Description"),
        shape="long_text",
        editor=("description",),
        changes=("description",),
        section=ABOUT,
        order=70,
    ),
    created_field(in_list=True),
    *belonging_fields(),
]
