"""Which encoding the bytes of a text file are in."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from amity.records.imports.reading.containers import looks_utf16
from amity.records.imports.reading.guesses import Reason

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = frozenset("àâäçèéêëîïñóôöùûüáíúøåæãõßœÀÉÈÜÖÄÇ")
_CENTRAL = frozenset("ąćęłńóśźżčďěňřšťůýžáéíőűăâîșțđäöüß")
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ")
_GREEK = frozenset("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ")
_SINGLE = (
    ("cp1252", _LATIN, 0.3),
    ("mac-roman", _LATIN, 0.0),
    ("iso8859-15", _LATIN, 0.1),
    ("cp1250", _CENTRAL, 0.0),
    ("iso8859-2", _CENTRAL, -0.05),
    ("cp850", _LATIN, -0.2),
    ("cp1251", _CYRILLIC, 0.0),
    ("koi8-r", _CYRILLIC, 0.0),
    ("cp866", _CYRILLIC, -0.1),
    ("cp1253", _GREEK, 0.0),
)
_MULTIPLE = ("utf-8", "gb18030", "cp932", "big5", "euc_kr", "euc_jp")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def guess_encoding(sample: bytes, whole: bool) -> tuple[str, Reason]:
    """The encoding of `sample`, the start of a file or (`whole`) all of it."""
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name, Reason("encoding", True, _("The file says so itself, by its first bytes (a byte order mark)."))
    wide = looks_utf16(sample[:65536])
    if wide:
        return wide, Reason("encoding", True, _("Every other byte is zero, as in UTF-16 without a mark."))
    if sample.isascii():
        text = _("Plain ASCII, the same in every encoding.") if whole else _("The part looked at is plain ASCII.")
        return "utf-8", Reason("encoding", whole, text)
    if _decodes(sample, "utf-8", whole):
        return "utf-8", Reason("encoding", True, _("Letters beyond ASCII that are valid UTF-8 throughout."))
    damaged = _mostly_utf8(sample)
    if damaged:
        return "utf-8", Reason("encoding", False, _("Nearly all of it is valid UTF-8; some bytes are damaged."))
    name = _legacy(sample)
    return name, Reason(
        "encoding",
        False,
        _("Not UTF-8. %s gives the most readable words, but the bytes cannot prove it: look at names with accents.")
        % name,
    )


def _decodes(sample: bytes, name: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)("strict").decode(sample, final=whole)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for mark in text if mark > "\x7f") - bad
    return good > 20 * bad


def _excerpt(sample: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, at most 32 KB of them: nothing else tells encodings apart."""
    kept, size = [], 0
    for line in re.split(rb"[\r\n]+", sample):
        if not line.isascii():
            kept.append(line[:2000])
            size += len(kept[-1])
            if size > 32768:
                break
    return b"\n".join(kept)


def _legacy(sample: bytes) -> str:
    excerpt = _excerpt(sample)
    runs = _HIGH_RUN.findall(excerpt)
    high = sum(map(len, runs))
    best, best_score = "latin-1", 0.0
    sparse = high < 0.1 * sum(map(len, re.findall(rb"[A-Za-z]+", excerpt)))
    for name, letters, bonus in _SINGLE:
        if sparse and (letters is _CYRILLIC or letters is _GREEK):
            continue
        try:
            text = excerpt.decode(name)
        except UnicodeDecodeError:
            continue
        score = _readable(text, letters) + bonus
        if best_score == 0.0 or score > best_score:
            best, best_score = name, score
    if high > 1.6 * len(runs) and best_score < 0.9:
        found = from_bytes(excerpt, cp_isolation=list(_MULTIPLE)).best()
        if found is not None:
            return str(found.encoding)
    return best


def _readable(text: str, letters: frozenset[str]) -> float:
    """How much the marks beyond ASCII look like letters in words of one language group; about 1 when all do."""
    score, count = 0.0, 0
    dense = letters is _CYRILLIC or letters is _GREEK
    for index, mark in enumerate(text):
        if mark <= "\x7f":
            continue
        count += 1
        before = text[index - 1] if index else " "
        after = text[index + 1] if index + 1 < len(text) else " "
        score += _mark_score(mark, before, after, letters, dense)
    return score / max(count, 1)


def _mark_score(mark: str, before: str, after: str, letters: frozenset[str], dense: bool) -> float:
    kind = unicodedata.category(mark)
    if kind == "Cc":
        return -4.0
    if not mark.isalpha():
        if before.isalpha() and after.isalpha() and mark not in "’–-·":
            return -2.0
        return 0.8 if mark in "€£©®°’‘“”–—…«»½¼¾²³№\xa0´" else -0.5
    if mark.isupper() and before.islower():
        return -2.0
    if dense and before.isascii() and before.isalpha():
        return -1.0
    if not dense and before > "\x7f" and before.isalpha() and after > "\x7f" and after.isalpha():
        return -1.0
    if before.isdigit() or after.isdigit() or not (before.isalpha() or after.isalpha()):
        return -0.5
    return 1.0 if mark.lower() in letters else -0.2
