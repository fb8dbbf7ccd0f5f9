"""Text as it is compared and sorted: the same on both databases, because we compute it."""

import unicodedata
from typing import Any

from django.db import models

_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d", "\0": None}
)


def sort_key(text: str, *, length: int = 200) -> str:
    """NFKD, casefolded, without accents, single spaces; at most `length` characters. A key's key is itself."""
    if text.isascii():
        return " ".join(text.lower().replace("\0", "").split())[:length].rstrip()
    # Casefolding can bring accents back (ΐ), hence again.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(plain.translate(_LETTERS_WITHOUT_PARTS).split())[:length].rstrip()


class KeyField(models.CharField):  # type: ignore[type-arg]
    """Text compared byte by byte: COLLATE "C" on PostgreSQL, where the server's locale would decide otherwise."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
