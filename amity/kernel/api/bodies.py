"""Read bodies: JSON in UTF-8 that a database can keep."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """Refuses NUL, half surrogate pairs, and figures that are none (`NaN`), wherever they stand."""

    def parse_body(self, request: HttpRequest) -> Any:
        text = request.body.decode()
        found = json.loads(text, parse_constant=_no_figure)
        if "\\u" in text:
            _refuse_unkeepable(found)
        return found


def _no_figure(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _refuse_unkeepable(value: Any) -> None:
    # A lone surrogate has no UTF-8 form; NUL has, but PostgreSQL takes none.
    if b"\\u0000" in json.dumps(value).encode():
        raise ValueError("text with NUL")
    json.dumps(value, ensure_ascii=False).encode()
