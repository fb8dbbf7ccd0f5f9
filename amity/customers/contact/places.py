"""Postal addresses, kept as given; a country known by name or code is kept as ISO 3166 alpha-2."""

from dataclasses import dataclass
from functools import lru_cache

from amity.customers.contact.names import clean
from amity.kernel.text import sort_key

# English short names (ISO 3166) and what people write instead; anything else is kept as typed.
_NAMES = """AD Andorra|AE United Arab Emirates|AE UAE|AF Afghanistan|AL Albania|AM Armenia|AO Angola|AR Argentina
AT Austria|AT Österreich|AU Australia|AZ Azerbaijan|BA Bosnia and Herzegovina|BD Bangladesh|BE Belgium|BF Burkina Faso
BG Bulgaria|BH Bahrain|BJ Benin|BO Bolivia|BR Brazil|BR Brasil|BW Botswana|BY Belarus|CA Canada|CD DR Congo|CG Congo
CH Switzerland|CH Schweiz|CH Suisse|CI Côte d'Ivoire|CI Ivory Coast|CL Chile|CM Cameroon|CN China|CO Colombia
CR Costa Rica|CU Cuba|CY Cyprus|CZ Czechia|CZ Czech Republic|DE Germany|DE Deutschland|DE Allemagne|DK Denmark
DK Danmark|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ES Spain|ES España|ET Ethiopia|FI Finland
FI Suomi|FR France|GB United Kingdom|GB UK|GB Great Britain|GB England|GB Scotland|GB Wales|GE Georgia|GH Ghana
GR Greece|GT Guatemala|HK Hong Kong|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IE EIRE|IL Israel
IN India|IQ Iraq|IR Iran|IS Iceland|IT Italy|IT Italia|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia
KR South Korea|KR Korea, Republic of|KW Kuwait|KZ Kazakhstan|LA Laos|LB Lebanon|LI Liechtenstein|LK Sri Lanka
LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MG Madagascar
MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MT Malta|MU Mauritius|MX Mexico|MX México|MY Malaysia|MZ Mozambique
NA Namibia|NG Nigeria|NI Nicaragua|NL Netherlands|NL The Netherlands|NL Nederland|NO Norway|NO Norge|NP Nepal
NZ New Zealand|OM Oman|PA Panama|PE Peru|PH Philippines|PK Pakistan|PL Poland|PL Polska|PR Puerto Rico|PS Palestine
PT Portugal|PY Paraguay|QA Qatar|RO Romania|RS Serbia|RU Russia|RU Russian Federation|RW Rwanda|SA Saudi Arabia
SD Sudan|SE Sweden|SE Sverige|SG Singapore|SI Slovenia|SK Slovakia|SN Senegal|SO Somalia|SV El Salvador|SY Syria
TH Thailand|TN Tunisia|TR Turkey|TR Türkiye|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|US United States
US United States of America|US USA|US U.S.A.|UY Uruguay|UZ Uzbekistan|VE Venezuela|VN Vietnam|VN Viet Nam|YE Yemen
ZA South Africa|ZA RSA|ZM Zambia|ZW Zimbabwe"""
_CODES = {sort_key(entry[3:]): entry[:2] for line in _NAMES.splitlines() for entry in line.split("|") if entry}
_KNOWN = frozenset(_CODES.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address; any part may be ''."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    label: str = ""

    def __bool__(self) -> bool:
        return bool(self.street or self.city or self.region or self.postal_code or self.country)

    def cleaned(self) -> "Place":
        """The same address with each part on one line and the country as a code where it is known."""
        return Place(
            clean(self.street, 300),
            clean(self.city, 120),
            clean(self.region, 120),
            clean(self.postal_code, 30),
            country_code(clean(self.country, 80)),
            clean(self.label, 40),
        )

    def on_one_line(self) -> str:
        return ", ".join(
            part for part in (self.street, f"{self.postal_code} {self.city}".strip(), self.region, self.country) if part
        )


NO_PLACE = Place()


@lru_cache(maxsize=2048)
def country_code(name: str) -> str:
    """ISO 3166 alpha-2 of a country's name or code; `name` itself where it is not known."""
    if len(name) == 2 and name.upper() in _KNOWN:
        return name.upper()
    return _CODES.get(sort_key(name), name)
