"""What the columns of a file of people may hold, and what the exports of others call it."""

from django.utils.translation import gettext_lazy as _

from amity.records.imports.interface import TargetField, Type

_PLACE = _("Address")

FIELDS = (
    TargetField(
        "external_id", _("Number in the source"), Type.IDENTIFIER,
        ("id", "contact id", "contactid", "customer id", "customerid", "customer no", "customer number", "record id",
         "lead id", "leadid", "person id", "user id", "client id", "member id", "subscriber id", "external id", "euid",
         "unique email id", "apollo contact id", "salutation id", "employee id", "kundennummer", "kunden nr",
         "kundennr",
         "kunden id", "numero client", "numero de client", "id client", "codigo cliente", "numero de cliente",
         "id cliente"),
    ),
    TargetField(
        "full_name", _("Full name"), Type.TEXT,
        ("name", "full name", "fullname", "contact name", "contactname", "customer name", "customer", "client name",
         "person", "contact", "display name", "person name", "lead name", "subscriber name", "vollstandiger name",
         "kundenname", "ansprechpartner", "nom complet", "nombre completo", "contact person", "kontakt", "cliente"),
    ),
    TargetField(
        "given_name", _("Given name"), Type.TEXT,
        ("first name", "firstname", "given name", "fname", "forename", "vorname", "prenom", "nombre", "first",
         "christian name", "nombre de pila"),
    ),
    TargetField(
        "middle_name", _("Middle name"), Type.TEXT,
        ("additional name", "middle", "middle initial", "zweiter vorname", "deuxieme prenom", "segundo nombre"),
    ),
    TargetField(
        "family_name", _("Family name"), Type.TEXT,
        ("last name", "lastname", "surname", "lname", "nachname", "familienname", "nom", "nom de famille", "apellido",
         "apellidos", "last"),
    ),
    TargetField(
        "email", _("E-mail"), Type.EMAIL,
        ("email", "e mail", "email address", "e mail address", "emailaddress", "mail", "e mail value", "email value",
         "contact email", "work email", "business email", "personal email", "home email", "other email",
         "private email", "primary email", "secondary email", "email work", "email home", "email other",
         "person email", "e mail adresse", "mailadresse", "adresse e mail", "adresse mail", "courriel",
         "correo", "correo electronico", "email opt", "customer email", "additional email", "additional emails"),
        most=10, types=("email",), group=_("Contact"),
    ),
    TargetField(
        "phone", _("Phone"), Type.PHONE,
        ("phone", "phone number", "phone value", "telephone", "tel", "mobile", "mobile phone", "mobile phone number",
         "mobile number", "cell", "cell phone", "cellphone", "home phone", "work phone", "business phone",
         "other phone",
         "primary phone", "company main phone", "car phone", "work direct phone", "corporate phone", "phone work",
         "phone home", "phone mobile", "phone other", "person phone", "direct phone", "telefon", "telefonnummer",
         "handy", "mobil", "mobilnummer", "telephone portable", "portable", "numero de telephone", "telefono", "movil",
         "contact phone", "whatsapp number", "customer phone", "homephone", "sms"),
        most=12, types=("phone",), group=_("Contact"),
    ),
    TargetField(
        "company", _("Company"), Type.TEXT,
        ("company", "company name", "organization", "organisation", "organization name", "organisation name",
         "account name", "account", "business", "business name", "employer", "associated company", "firma",
         "firmenname", "unternehmen", "entreprise", "societe", "nom de l entreprise", "empresa", "compania",
         "companyname", "organisation nom"),
        group=_("Company"),
    ),
    TargetField(
        "company_id", _("Company's number in the source"), Type.IDENTIFIER,
        ("account id", "accountid", "company id", "companyid", "organization id", "organisation id",
         "associated company id", "primary associated company id", "firmen id"),
        group=_("Company"),
    ),
    TargetField(
        "role", _("Role in the company"), Type.TEXT,
        ("job title", "jobtitle", "title", "position", "role", "contact title", "contacttitle", "organization title",
         "occupation", "funktion", "rolle", "stelle", "poste", "fonction", "cargo", "puesto", "berufsbezeichnung"),
        group=_("Company"),
    ),
    TargetField(
        "street", _("Street"), Type.TEXT,
        ("street", "address street", "street address", "home street", "business street", "other street",
         "mailing street", "billing street", "shipping street", "billing address street", "address line", "address1",
         "address 1", "address 2", "strasse", "straße", "rue", "calle", "direccion", "adresse", "anschrift",
         "billing address1", "shipping address1", "default address address1", "default address address2"),
        most=12, group=_PLACE,
    ),
    TargetField(
        "address_line", _("Address on one line"), Type.TEXT,
        ("address", "formatted address", "address formatted", "full address", "home address", "business address",
         "other address", "mailing address", "postal address"),
        most=4, group=_PLACE,
    ),
    TargetField(
        "postal_code", _("Postal code"), Type.IDENTIFIER,
        ("postal code", "postalcode", "postcode", "zip", "zip code", "zipcode", "address postal code",
         "home postal code",
         "business postal code", "other postal code", "mailing zip", "mailing zip postal code", "billing zip",
         "shipping zip", "plz", "postleitzahl", "code postal", "codigo postal", "default address zip"),
        most=4, group=_PLACE,
    ),
    TargetField(
        "city", _("City"), Type.TEXT,
        ("city", "town", "address city", "home city", "business city", "other city", "mailing city", "billing city",
         "shipping city", "ort", "stadt", "ville", "ciudad", "localidad", "default address city"),
        most=4, group=_PLACE,
    ),
    TargetField(
        "region", _("State or region"), Type.TEXT,
        ("region", "state", "state region", "province", "county", "address region", "home state", "business state",
         "other state", "mailing state", "mailing state province", "billing state", "shipping state", "bundesland",
         "etat", "provincia", "estado", "default address province", "default address province code"),
        most=4, group=_PLACE,
    ),
    TargetField(
        "country", _("Country"), Type.TEXT,
        ("country", "country region", "address country", "home country", "business country", "other country",
         "mailing country", "billing country", "shipping country", "land", "pays", "pais", "default address country",
         "default address country code", "country code"),
        most=4, group=_PLACE,
    ),
    TargetField(
        "stage", _("Stage of life"), Type.TEXT,
        ("stage", "lifecycle stage", "life cycle stage", "lifecyclestage", "contact stage", "phase", "etapa"),
        lenient=True,
    ),
    TargetField(
        "tags", _("Tags"), Type.TAGS,
        ("tags", "tag", "labels", "label", "keywords", "categories", "group membership", "groups", "segments",
         "schlagworte", "etiquettes", "etiquetas"),
        most=3,
    ),
    TargetField(
        "about", _("Notes"), Type.TEXT,
        ("notes", "note", "description", "comments", "comment", "about", "additional info", "bemerkung",
         "bemerkungen", "notiz", "notizen", "remarques", "notas", "observaciones", "additional information"),
    ),
    TargetField(
        "language", _("Language"), Type.TEXT, ("language", "preferred language", "locale", "sprache", "langue",
         "idioma")
    ),
    TargetField("time_zone", _("Time zone"), Type.TEXT, ("time zone", "timezone", "zeitzone", "fuseau horaire"),
        lenient=True),
    TargetField(
        "owner", _("Owner (a colleague's name or e-mail)"), Type.TEXT,
        ("owner", "contact owner", "record owner", "lead owner", "assigned to", "sales rep", "betreuer",
         "verantwortlich", "proprietaire", "propietario", "responsable"),
        lenient=True,
    ),
    TargetField(
        "since", _("Known since"), Type.DATE,
        ("created", "created at", "created time", "create date", "created date", "date created", "date added",
         "customer since", "since", "signup date", "signed up", "registration date", "optin time", "add time",
         "erstellt am", "kunde seit", "seit", "date de creation", "client depuis", "fecha de creacion", "cliente desde",
         "person created"),
        lenient=True, types=("date",),
    ),
)  # fmt: skip
