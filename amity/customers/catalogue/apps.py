from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "amity.customers.catalogue"
    label = "customers_catalogue"

    def ready(self) -> None:
        from amity.customers.catalogue import facts, filtering, panels  # noqa: F401 - declares its kinds of fact
        from amity.customers.catalogue.access import visible_to
        from amity.customers.catalogue.commands import delete_product, why_kept
        from amity.customers.catalogue.editing import ProductEditing
        from amity.customers.catalogue.fields import FIELDS
        from amity.customers.catalogue.importing import ProductsImporter
        from amity.customers.catalogue.lists import LIST
        from amity.customers.catalogue.models import Product
        from amity.customers.catalogue.schemas import API
        from amity.customers.catalogue.searching import show_products
        from amity.kernel.facts.words import FieldWords
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.formats import price
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import register_place, writers
        from amity.records.api.kinds import register_record_api
        from amity.records.kinds.numbers import PRODUCT
        from amity.records.kinds.registry import RecordKind, register_kind
        from amity.records.lists.registry import register_list
        from amity.records.search.searchable import register_searchable

        register_kind(
            RecordKind(
                number=PRODUCT,
                name="product",
                plural="products",
                label=_("Product"),
                plural_label=_("Products"),
                icon="product",
                model=Product,
                visible_to=visible_to,
                path=lambda product: f"/products/{product.uid}",
                title=lambda product: product.name,
                importer=ProductsImporter(),
                editing=ProductEditing(),
                fields=list(FIELDS),
                head_template="customers_catalogue/_head.html",
                delete=delete_product,
                why_kept=why_kept,
                amounts={"unit_price": price, "unit_cost": price},
                field_words={"is_active": FieldWords(_("On sale"))},
            )
        )
        register_list("product", LIST)
        register_record_api(API)
        register_help("products", "products")
        filtering.contribute()
        register_searchable("product", show_products)
        panels.contribute()
        register_place(_("Customers"), _("Products"), "products:products", "product", 50, key="r")
        register_action(_("Add a product"), "products:new", "plus", shown_to=writers, also=_("new create"), order=40)
        register_action(
            _("Import products"),
            "imports:new",
            "import",
            shown_to=writers,
            query="kind=products",
            also=_("spreadsheet CSV upload file"),
            order=53,
        )
