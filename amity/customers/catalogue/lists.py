"""The list of products."""

from django.utils.translation import gettext_lazy as _

from amity.records.lists.registry import BuiltInView, RecordList

LIST = RecordList(
    sort="name",
    new="/products/new",
    add=_("Add a product"),
    none=_("No products yet"),
    about=_("Here stands what you sell. Bring it in from a spreadsheet, or add the first by hand."),
    hidden=_("Here stand the products you may see. There is none yet."),
    imported=_("Import products"),
    views=(
        BuiltInView(name="mine", label=_("Mine"), query="filter=owner = me"),
        BuiltInView(name="recent", label=_("Recently added"), query="sort=-created"),
    ),
)
