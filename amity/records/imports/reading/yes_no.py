"""Yes and no in the words people use."""

from django.utils.translation import gettext as _

from amity.records.imports.reading.errors import CellError

_YES = "yes y true t 1 on x ja j wahr oui o vrai si sí s verdadero sim tak ✓ ✔ checked active enabled"
_NO = "no n false f 0 off nein falsch non faux falso não nao nie ✗ ✘ unchecked inactive disabled"
YES, NO = frozenset(_YES.split()), frozenset(_NO.split())
_WORDS = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
# Words that alone do not make a column one of yes and no.
WEAK = frozenset({"0", "1", "x", "s", "o", "t", "f", "on", "off", "j", "y", "n", "active", "inactive"})


def parse_yes_no(text: str) -> bool:
    """True or False; raises CellError for any other word."""
    value = _WORDS.get(text.strip().lower())
    if value is None:
        raise CellError(_("“%s” is neither yes nor no. Write yes or no.") % text.strip()[:60])
    return value
