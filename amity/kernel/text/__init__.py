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
    """Text compared byte by byte: COLLATE "C" on PostgreSQL, where the server's locale would decide otherwise.

    With `of` it is the sort key of that column of the same row, written with it by the bulk writer and by `save`.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of} if self.of else kwargs

    def key_of(self, text: str) -> str:
        """What stands here beside `text` in the column this is the key of."""
        return sort_key(text, length=self.max_length or 200)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if self.of:
            setattr(model_instance, self.attname, self.key_of(getattr(model_instance, self.of)))
        return super().pre_save(model_instance, add)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
