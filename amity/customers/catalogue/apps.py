from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "amity.customers.catalogue"
    label = "customers_catalogue"

    def ready(self) -> None:
        from amity.customers.catalogue import facts  # noqa: F401 - declares its kinds of fact
        from amity.customers.catalogue.access import visible_to
        from amity.customers.catalogue.importing import ProductsImporter
        from amity.customers.catalogue.models import Product
        from amity.kernel.ui.navigation import register_place
        from amity.records.kinds.numbers import PRODUCT
        from amity.records.kinds.registry import RecordKind, register_kind

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
            )
        )
        register_place(_("Customers"), _("Products"), "products:products", "product", 50)
