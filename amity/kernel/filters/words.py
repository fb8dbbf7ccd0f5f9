"""A filter's text cut into words, and words put into quotes again."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amity.kernel.filters.errors import FilterError, FilterErrors

LONGEST_TEXT = 4_000
RESERVED = frozenset({"and", "or", "not"})
_SIGNS = {"<>": "!=", "==": "=", "≠": "!=", "≤": "<=", "≥": ">="}
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<sign> <=|>=|!=|<>|==|[=<>≠≤≥(),] )
      | (?P<quoted> "(?:[^"\\]|\\.)*" | “[^”]*” | '[^']*' )
      | (?P<word> [^\s()",=<>!“”≠≤≥']  [^\s()",=<>!“”≠≤≥]* )
    )""",
    re.VERBOSE | re.DOTALL,
)
_BARE = re.compile(r"[#\w][\w.@+:/#-]*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is sign, word or quoted; `text` without quotes and escapes."""

    kind: str
    text: str
    start: int
    end: int

    def says(self, word: str) -> bool:
        return self.kind != "quoted" and self.text.casefold() == word


def tokens_of(text: str) -> list[Token]:
    """The words, signs and quoted pieces of a filter; FilterErrors for a quote that is not closed."""
    if len(text) > LONGEST_TEXT:
        message = _("A filter has at most %(most)d letters.") % {"most": LONGEST_TEXT}
        raise FilterErrors([FilterError(LONGEST_TEXT, len(text), message)])
    found: list[Token] = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if not match:
            start = len(text) - len(text[place:].lstrip())
            message = (
                _("This quotation mark is not closed.") if text[start] in "\"'“" else _("This sign means nothing.")
            )
            raise FilterErrors([FilterError(start, len(text) if text[start] in "\"'“" else start + 1, message)])
        kind = match.lastgroup or "word"
        piece = match[kind]
        if kind == "sign":
            piece = _SIGNS.get(piece, piece)
        elif kind == "quoted":
            piece = _ESCAPED.sub(r"\1", piece[1:-1]) if piece[0] == '"' else piece[1:-1]
        found.append(Token(kind, piece, match.start(kind), match.end(kind)))
        place = match.end()
    return found


def quoted(value: str) -> str:
    """A value as it stands in a filter: bare where it is one plain word."""
    if _BARE.fullmatch(value) and value.casefold() not in RESERVED:
        return value
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
