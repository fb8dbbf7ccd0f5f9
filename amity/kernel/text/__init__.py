"""Text as it is compared and sorted: the same on both databases, because we compute it."""

import unicodedata
from typing import Any

from django.db import models


class _Plain(dict[int, str | int | None]):
    """For str.translate: letters without their accents; what a letter becomes is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]  # type: ignore[return-value]


_PLAIN = _Plain(
    str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d"}) | {0: None}
)


def sort_key(text: str, *, length: int = 200) -> str:
    """NFKD, casefolded, without accents, single spaces; at most `length` characters. A key's key is itself."""
    if text.isascii():
        return " ".join(text.lower().replace("\0", "").split())[:length].rstrip()
    # Casefolding can bring accents back (ΐ), hence again.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(folded.translate(_PLAIN).split())[:length].rstrip()


class KeyField(models.CharField):  # type: ignore[type-arg]
    """Text compared byte by byte: COLLATE "C" on PostgreSQL, where the server's locale would decide otherwise."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
