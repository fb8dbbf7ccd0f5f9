"""What the columns of a file of companies may hold, and what the exports of others call it."""

from django.utils.translation import gettext_lazy as _

from amity.records.imports.interface import TargetField, Type

_PLACE = _("Address")

FIELDS = (
    TargetField(
        "external_id", _("Number in the source"), Type.IDENTIFIER,
        ("id", "account id", "accountid", "company id", "companyid", "record id", "organization id", "customer id",
         "customerid", "supplier id", "supplierid", "vendor id", "vendorid", "shipper id", "client id",
         "account number",
         "firmen id", "kundennummer", "kunden nr", "numero client", "id cliente"),
    ),
    TargetField(
        "name", _("Name"), Type.TEXT,
        ("company", "company name", "companyname", "account name", "account", "organization", "organisation",
         "organization name", "organisation name", "business name", "business", "vendor name", "supplier name",
         "legal name", "firma", "firmenname", "unternehmen", "entreprise", "societe", "raison sociale", "empresa",
         "razon social", "nombre de la empresa", "customer name"),
    ),
    TargetField(
        "domain", _("Web domain"), Type.WEB,
        ("domain", "website", "web site", "web page", "homepage", "home page", "url", "company domain name",
         "company domain", "website url", "webseite", "internet", "site web", "sitio web", "pagina web", "domains"),
        most=5, lenient=True, types=("url",),
    ),
    TargetField(
        "industry", _("Industry"), Type.TEXT,
        ("sector", "branche", "secteur", "industria", "company industry", "companyindustry", "line of business",
         "giro"),
    ),
    TargetField(
        "employees", _("Employees"), Type.INTEGER,
        ("number of employees", "employee count", "no of employees", "company size", "size", "headcount", "mitarbeiter",
         "mitarbeiterzahl", "effectif", "empleados", "employees count"),
        lenient=True,
    ),
    TargetField(
        "phone", _("Phone"), Type.PHONE,
        ("phone", "phone number", "telephone", "tel", "main phone", "company phone", "corporate phone", "telefon",
         "telefonnummer", "telefono", "numero de telephone"),
        types=("phone",),
    ),
    TargetField(
        "street", _("Street"), Type.TEXT,
        ("street", "street address", "address", "address line", "address 1", "address1", "address street",
         "billing street", "billing address", "mailing street", "strasse", "adresse", "rue", "calle", "direccion",
         "address2", "address 2"),
        most=4, group=_PLACE,
    ),
    TargetField(
        "postal_code", _("Postal code"), Type.IDENTIFIER,
        ("postal code", "postalcode", "postcode", "zip", "zip code", "zipcode", "billing zip", "billing code",
         "billing zip postal code", "plz", "postleitzahl", "code postal", "codigo postal"),
        group=_PLACE,
    ),
    TargetField(
        "city", _("City"), Type.TEXT,
        ("city", "town", "billing city", "company city", "companycity", "ort", "stadt", "ville", "ciudad"),
         group=_PLACE,
    ),
    TargetField(
        "region", _("State or region"), Type.TEXT,
        ("region", "state", "state region", "province", "billing state", "billing state province", "company state",
         "companystate", "bundesland", "provincia", "estado"),
        group=_PLACE,
    ),
    TargetField(
        "country", _("Country"), Type.TEXT,
        ("country", "country region", "billing country", "company country", "companycountry", "land", "pays", "pais"),
        group=_PLACE,
    ),
    TargetField(
        "parent", _("Parent company"), Type.TEXT,
        ("parent company", "parent account", "parent", "muttergesellschaft", "societe mere", "empresa matriz"),
    ),
    TargetField(
        "tags", _("Tags"), Type.TAGS, ("tags", "tag", "labels", "account type", "schlagworte", "etiquettes",
         "etiquetas"),
        most=3,
    ),
    TargetField(
        "about", _("Notes"), Type.TEXT,
        ("notes", "note", "description", "about", "about us", "comments", "bemerkung", "remarques", "notas"),
    ),
    TargetField(
        "owner", _("Owner (a colleague's name or e-mail)"), Type.TEXT,
        ("owner", "account owner", "company owner", "record owner", "assigned to", "vendor owner", "betreuer"),
        lenient=True,
    ),
    TargetField(
        "since", _("Known since"), Type.DATE,
        ("created", "created at", "created time", "create date", "created date", "customer since", "since",
         "erstellt am", "date de creation", "fecha de creacion"),
        lenient=True, types=("date",),
    ),
)  # fmt: skip
