"""What the columns of a file of orders or their lines may hold, and what the exports of others call it."""

from django.utils.translation import gettext_lazy as _

from amity.records.imports.interface import TargetField, Type

_CUSTOMER, _LINE, _AMOUNTS = _("Customer"), _("Line"), _("Amounts")

FIELDS = (
    TargetField(
        "external_id", _("Order's number in the source"), Type.IDENTIFIER,
        ("order id", "orderid", "invoice no", "invoiceno", "invoice id", "invoiceid", "sales order id", "salesorderid",
         "transaction id", "purchase order id", "record id", "id", "invoice", "receipt no", "bestell id", "auftrags id",
         "id commande", "id pedido", "basket id"),
    ),
    TargetField(
        "number", _("Number shown"), Type.IDENTIFIER,
        ("number", "order number", "invoice number", "order no", "so number", "document number", "name", "order",
         "bestellnummer", "auftragsnummer", "rechnungsnummer", "belegnummer", "rechnung nr", "numero de commande",
         "numero de facture", "numero de pedido", "numero de factura"),
    ),
    TargetField("title", _("Title"), Type.TEXT, ("title", "subject", "betreff", "objet", "asunto", "order name")),
    TargetField(
        "ordered_at", _("Date"), Type.DATE,
        ("order date", "orderdate", "invoice date", "invoicedate", "ordered at", "date", "purchase date",
         "order purchase timestamp", "transaction date", "created time", "created at", "create date", "order time",
         "paid at", "datum", "bestelldatum", "auftragsdatum", "rechnungsdatum", "belegdatum", "date de commande",
         "date de facture", "fecha", "fecha de pedido", "fecha de factura"),
        types=("date",),
    ),
    TargetField(
        "status", _("Status"), Type.TEXT,
        ("order status", "invoice status", "order state", "financial status", "fulfillment status", "statut", "estado"),
        lenient=True,
    ),
    TargetField("channel", _("Channel"), Type.TEXT, ("sales channel", "source", "order source", "kanal", "canal")),
    TargetField(
        "currency", _("Currency"), Type.TEXT, ("currency code", "wahrung", "devise", "moneda", "divisa"), group=_AMOUNTS
    ),
    TargetField(
        "subtotal", _("Sum before discount and tax"), Type.MONEY,
        ("sub total", "net amount", "zwischensumme", "sous total", "netto", "nettobetrag", "total ht"),
        types=("money", "number"), group=_AMOUNTS,
    ),
    TargetField(
        "discount", _("Discount on the order"), Type.MONEY, ("discount amount", "order discount", "rabatt", "remise",
        "descuento"), group=_AMOUNTS,
    ),
    TargetField(
        "tax", _("Tax"), Type.MONEY, ("taxes", "vat", "tax amount", "steuer", "mwst", "ust", "tva", "iva"),
         group=_AMOUNTS
    ),
    TargetField(
        "total", _("Total with tax"), Type.MONEY,
        ("grand total", "total amount", "order total", "total price", "gross total", "gesamtsumme", "gesamtbetrag",
         "brutto", "summe", "montant total", "total ttc", "importe total", "order value", "revenue", "payment value"),
        group=_AMOUNTS,
    ),
    TargetField(
        "customer_id", _("Customer's number in the source"), Type.IDENTIFIER,
        ("customer id", "customerid", "contact id", "contactid", "client id", "customer no", "customer number",
         "customer unique id", "person id", "kundennummer", "kunden nr", "numero client", "id cliente", "user id",
         "household key"),
        group=_CUSTOMER,
    ),
    TargetField(
        "customer_email", _("Customer's e-mail"), Type.EMAIL,
        ("email", "customer email", "contact email", "buyer email", "e mail", "kunden e mail", "courriel", "correo"),
        group=_CUSTOMER,
    ),
    TargetField(
        "customer_name", _("Customer's name"), Type.TEXT,
        ("customer name", "contact name", "customer", "buyer", "client", "bill to", "billing name", "kunde",
         "kundenname",
         "nom du client", "cliente", "nombre del cliente"),
        group=_CUSTOMER,
    ),
    TargetField(
        "company_id", _("Company's number in the source"), Type.IDENTIFIER,
        ("account id", "accountid", "company id", "companyid", "organization id"), group=_CUSTOMER,
    ),
    TargetField(
        "company", _("Company"), Type.TEXT,
        ("company", "company name", "account name", "account", "organization", "billing company", "firma", "entreprise",
         "empresa"),
        group=_CUSTOMER,
    ),
    TargetField(
        "street", _("Customer's street"), Type.TEXT, ("customer street", "customer address", "billing street",
        "billing address1"), group=_CUSTOMER,
    ),
    TargetField(
        "city", _("Customer's city"), Type.TEXT, ("city", "customer city", "billing city"), group=_CUSTOMER
    ),
    TargetField(
        "region", _("Customer's state or region"), Type.TEXT, ("state", "customer state", "billing province", "region"),
        group=_CUSTOMER,
    ),
    TargetField(
        "postal_code", _("Customer's postal code"), Type.IDENTIFIER,
        ("postal code", "zip", "zip code", "customer zip", "customer zip code prefix", "billing zip"), group=_CUSTOMER,
    ),
    TargetField(
        "country", _("Customer's country"), Type.TEXT, ("country", "customer country", "billing country", "land",
         "pays",
        "pais"), group=_CUSTOMER,
    ),
    TargetField(
        "product_code", _("Product's code or number"), Type.IDENTIFIER,
        ("product id", "productid", "stock code", "stockcode", "sku", "lineitem sku", "product code", "item code",
         "item number", "article number", "artikelnummer", "artikel nr", "reference", "codigo"),
        group=_LINE,
    ),
    TargetField(
        "product_name", _("Product"), Type.TEXT,
        ("product name", "description", "product", "item", "item name", "lineitem name", "product description",
         "bezeichnung", "artikel", "designation", "produit", "producto", "articulo"),
        group=_LINE,
    ),
    TargetField("category", _("Product's category"), Type.TEXT, ("category", "product category", "kategorie"),
        group=_LINE),
    TargetField(
        "subcategory", _("Category below it"), Type.TEXT, ("sub category", "subcategory", "unterkategorie"), group=_LINE
    ),
    TargetField(
        "quantity", _("Quantity"), Type.NUMBER,
        ("quantity", "qty", "lineitem quantity", "units", "menge", "anzahl", "stuckzahl", "quantite", "cantidad"),
        group=_LINE,
    ),
    TargetField(
        "unit_price", _("Price"), Type.MONEY,
        ("unit price", "unitprice", "price", "list price", "lineitem price", "einzelpreis", "preis", "stuckpreis",
         "prix unitaire", "prix", "precio unitario", "precio"),
        types=("money", "number"), group=_LINE,
    ),
    TargetField(
        "line_discount", _("Discount on the line"), Type.MONEY, ("line discount", "lineitem discount"), group=_LINE
    ),
    TargetField(
        "line_discount_share", _("Discount on the line, as a share"), Type.SHARE,
        ("discount rate", "discount percent", "line discount rate"), group=_LINE,
    ),
    TargetField(
        "line_net", _("Line's sum after discount"), Type.MONEY,
        ("line total", "sales", "line amount", "amount", "extended price", "total after discount", "net sales",
         "umsatz",
         "positionssumme", "montant", "importe", "sales value", "line net"),
        types=("money", "number"), group=_LINE,
    ),
)  # fmt: skip
MONEY_KEYS = frozenset({"subtotal", "discount", "tax", "total", "unit_price", "line_discount", "line_net"})
