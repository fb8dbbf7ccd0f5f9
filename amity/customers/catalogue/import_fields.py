"""What the columns of a file of products may hold, and what the exports of others call it."""

from django.utils.translation import gettext_lazy as _

from amity.records.imports.interface import TargetField, Type

FIELDS = (
    TargetField(
        "external_id", _("Number in the source"), Type.IDENTIFIER,
        ("product id", "productid", "id", "item id", "record id", "handle", "produkt id", "artikel id", "id produit",
         "id producto"),
    ),
    TargetField(
        "code", _("Code"), Type.IDENTIFIER,
        ("sku", "product code", "code", "stock code", "stockcode", "item number", "item code", "variant sku", "ean",
         "article number", "artikelnummer", "artikel nr", "reference", "codigo", "referencia", "part number"),
    ),
    TargetField(
        "name", _("Name"), Type.TEXT,
        ("product name", "name", "product", "title", "item", "item name", "productname", "bezeichnung", "artikel",
         "produkt", "artikelname", "designation", "nom", "nom du produit", "produit", "producto", "nombre", "articulo"),
    ),
    TargetField(
        "category", _("Category"), Type.TEXT,
        ("category", "product category", "product type", "type", "kategorie", "warengruppe", "categorie", "categoria",
         "category name", "categoryname", "standardized product type"),
    ),
    TargetField(
        "subcategory", _("Category below it"), Type.TEXT,
        ("sub category", "subcategory", "unterkategorie", "sous categorie", "subcategoria"),
    ),
    TargetField(
        "unit_price", _("Price"), Type.MONEY,
        ("price", "unit price", "unitprice", "list price", "sales price", "variant price", "retail price", "preis",
         "verkaufspreis", "einzelpreis", "stuckpreis", "prix", "prix unitaire", "precio", "precio unitario"),
        types=("money", "number"),
    ),
    TargetField(
        "unit_cost", _("Cost"), Type.MONEY,
        ("cost", "unit cost", "unitcost", "cost per item", "purchase price", "einkaufspreis", "cout", "costo", "coste"),
        types=("money", "number"),
    ),
    TargetField(
        "currency", _("Currency"), Type.TEXT, ("currency", "currency code", "wahrung", "devise", "moneda", "divisa")
    ),
    TargetField(
        "description", _("Description"), Type.TEXT,
        ("description", "product description", "body html", "long description", "beschreibung", "descripcion",
         "quantity per unit", "quantityperunit"),
    ),
    TargetField(
        "is_active", _("On sale"), Type.YES_NO,
        ("active", "product active", "is active", "published", "on sale", "aktiv", "actif", "activo", "enabled"),
        lenient=True,
    ),
    TargetField(
        "discontinued", _("Taken out of sale"), Type.YES_NO, ("discontinued", "retired", "archived", "ausgelaufen"),
        lenient=True,
    ),
    TargetField(
        "owner", _("Owner (a colleague's name or e-mail)"), Type.TEXT, ("owner", "product owner", "betreuer"),
        lenient=True,
    ),
    TargetField(
        "since", _("Known since"), Type.DATE,
        ("created", "created at", "created time", "create date", "created date", "erstellt am", "date de creation"),
        lenient=True, types=("date",),
    ),
)  # fmt: skip
