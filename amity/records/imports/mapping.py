"""Which column of a file means which field: proposed with a reason, changed by a person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.text import sort_key
from amity.records.imports.interface import Importer, TargetField
from amity.records.imports.reading import ColumnGuess
from amity.records.kinds.registry import RecordKind, kinds

LABEL_SUFFIXES = ("label", "type", "typ", "libelle", "etiqueta")
# Below this, what matched by chance outweighs what the headers say.
LEAST_SCORE = 3
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Link:
    """One column and what it means: `field` is '' for a column left out.

    `label` is what every value of it is called (a `Home Phone` is a phone called home), `label_column` the column that
    says so row by row (-1: none).
    """

    column: int
    field: str = ""
    certain: bool = True
    why: str = ""
    label: str = ""
    label_column: int = -1

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Link":
        return cls(**{name: values[name] for name in cls.__slots__ if name in values})


def propose_mapping(fields: Sequence[TargetField], columns: Sequence[ColumnGuess]) -> list[Link]:
    """One link per column, in their order."""
    links = [Link(column.index) for column in columns]
    room = {field.key: field.most for field in fields}
    names = _names_of(fields)
    _link_exact_headers(links, columns, names, room)
    _link_labels(links, columns)
    _link_similar_headers(links, columns, names, room)
    _link_by_content(links, columns, fields, room)
    for link, column in zip(links, columns, strict=True):
        if not link.field and not link.why:
            link.why = _("The column is empty.") if column.kind == "empty" else _("No field is called like this.")
    return links


def simplified(header: str) -> str:
    """A header as it is compared: words in lower case without accents, punctuation and camelCase."""
    spaced = _CAMEL.sub(" ", header)
    return " ".join(_WORDS.findall(sort_key(spaced)))


def guess_kind(header: Iterable[str]) -> tuple[RecordKind | None, bool]:
    """The kind whose fields explain most of these columns, and whether it clearly leads; None when none does."""
    simple = [simplified(name) for name in header]
    scores = []
    for kind in kinds():
        if kind.importer is None:
            continue
        names = _names_of(kind.importer.fields)
        keys = {names[name].field.key for name in _plain(simple) if name in names}
        telling: Mapping[str, int] = getattr(kind.importer, "telling", {})
        scores.append((sum(telling.get(key, 1) for key in keys), -kind.number, kind))
    scores.sort(key=lambda item: item[:2], reverse=True)
    if not scores or scores[0][0] < LEAST_SCORE:
        return None, False
    return scores[0][2], len(scores) == 1 or scores[0][0] > scores[1][0]


def mapped_fields(links: Iterable[Link]) -> frozenset[str]:
    """The keys of the fields that have a column."""
    return frozenset(link.field for link in links if link.field)


def importer_of(kind: RecordKind) -> Importer:
    """The importer a kind registered; ValueError for a kind that cannot be imported."""
    if kind.importer is None:
        raise ValueError(f"{kind.plural} cannot be imported")
    return kind.importer  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Named:
    """A field, and how usual this name is for it: 0 is the most."""

    field: TargetField
    rank: int


def _names_of(fields: Sequence[TargetField]) -> dict[str, _Named]:
    names: dict[str, _Named] = {}
    for field in fields:
        for rank, synonym in enumerate((field.key, str(field.label), *field.synonyms)):
            names.setdefault(simplified(synonym), _Named(field, rank))
    return names


def _plain(simple: Iterable[str]) -> list[str]:
    return [name for given in simple for name in (given, _without_digits(given))]


def _without_digits(name: str) -> str:
    return " ".join(_DIGITS.sub(" ", name).split())


def _link_exact_headers(
    links: list[Link], columns: Sequence[ColumnGuess], names: Mapping[str, _Named], room: dict[str, int]
) -> None:
    """First what a header says with its digits (`address 2`), then without; filled columns and usual names first."""
    for is_exact in (True, False):
        offers: dict[str, list[tuple[bool, int, int]]] = {}
        for link, column in zip(links, columns, strict=True):
            name = simplified(column.name)
            named = names.get(name if is_exact else _without_digits(name))
            if not link.field and not link.why and named is not None:
                offers.setdefault(named.field.key, []).append((column.kind == "empty", named.rank, link.column))
        for key, offered in offers.items():
            _take(
                sorted(offered),
                links,
                columns,
                next(item.field for item in names.values() if item.field.key == key),
                room,
            )


def _take(
    offered: list[tuple[bool, int, int]],
    links: list[Link],
    columns: Sequence[ColumnGuess],
    field: TargetField,
    room: dict[str, int],
) -> None:
    for is_empty, _rank, index in offered:
        link = links[index]
        if room[field.key] <= 0:
            link.why = _("Another column is “%s” already.") % field.label
            continue
        room[field.key] -= 1
        link.field = field.key
        link.why = _("The header says so; the column is empty.") if is_empty else _("The header says so.")
        link.label = _label_in(simplified(columns[index].name)) if field.most > 1 else ""


def _label_in(name: str) -> str:
    """`home phone 2` is a phone called home; `phone number` has no label."""
    for word in name.split():
        if word in _LABELS:
            return _LABELS[word]
    return ""


_LABELS = {
    **dict.fromkeys(["home", "private", "privat", "domicile", "casa", "personal"], "home"),
    **dict.fromkeys(
        ["work", "business", "office", "geschaftlich", "beruflich", "bureau", "trabajo", "company"], "work"
    ),
    **dict.fromkeys(["mobile", "mobil", "cell", "handy", "portable", "movil"], "mobile"),
    **dict.fromkeys(["other", "andere", "autre", "otro"], "other"),
    **dict.fromkeys(["billing", "rechnung", "facturation"], "billing"),
    **dict.fromkeys(["shipping", "mailing", "lieferung", "livraison"], "shipping"),
    **dict.fromkeys(["car", "radio", "pager", "callback", "assistant"], "other"),
}


def _link_labels(links: list[Link], columns: Sequence[ColumnGuess]) -> None:
    """`Phone 1 - Type` labels `Phone 1 - Value`."""
    by_stem = {}
    for link, column in zip(links, columns, strict=True):
        if link.field:
            by_stem[
                " ".join(word for word in simplified(column.name).split() if word not in ("value", "formatted"))
            ] = link
    for link, column in zip(links, columns, strict=True):
        words = simplified(column.name).split()
        if link.field or len(words) < 2 or words[-1] not in LABEL_SUFFIXES:
            continue
        labelled = by_stem.get(" ".join(words[:-1]))
        if labelled is not None:
            labelled.label_column = link.column
            link.why = _("It labels the column “%s”.") % columns[labelled.column].name


def _link_similar_headers(
    links: list[Link], columns: Sequence[ColumnGuess], names: Mapping[str, _Named], room: dict[str, int]
) -> None:
    """A header that holds the name of a field among other words, when its cells fit the field; uncertain."""
    for link, column in zip(links, columns, strict=True):
        if link.field or link.why or column.kind == "empty":
            continue
        words = f" {_without_digits(simplified(column.name))} "
        found = [
            named.field
            for name, named in names.items()
            if len(name) > 3 and f" {name} " in words and room[named.field.key] > 0 and column.kind in named.field.types
        ]
        if found:
            field = found[-1]
            room[field.key] -= 1
            link.field, link.certain = field.key, False
            link.why = _("The header resembles “%s” and the cells fit.") % field.label


def _link_by_content(
    links: list[Link], columns: Sequence[ColumnGuess], fields: Sequence[TargetField], room: dict[str, int]
) -> None:
    """A column of e-mail addresses is the e-mail, whatever it is called, when no other is; uncertain."""
    taken = mapped_fields(links)
    for link, column in zip(links, columns, strict=True):
        if link.field or link.why or column.kind not in ("email", "phone"):
            continue
        field = next((item for item in fields if column.kind == item.type and item.key not in taken), None)
        if field is not None and room[field.key] > 0:
            room[field.key] -= 1
            link.field, link.certain = field.key, False
            link.why = _("The cells look like “%s”.") % field.label
