"""The one place where a room makes its kind of record known to the engines below it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.refs import Ref
from amity.kernel.facts.words import FieldWords
from amity.records.kinds.associations import Association
from amity.records.kinds.editing import RecordEditing
from amity.records.kinds.fields import RecordField
from amity.records.kinds.models import Record
from amity.workspace.access.kinds import register_visible_kind
from amity.workspace.access.visibility import visible
from amity.workspace.tokens.scopes import register_scoped_kind


@dataclass(frozen=True, slots=True)
class SideTable:
    """A table of a higher room with exactly one row per record, written when the record is made.

    `columns` are its attribute names, `row(record_id)` the values in that order.
    """

    model: type[Model]
    columns: Sequence[str]
    row: Callable[[int], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a record's page that a room contributes: `context(record, seen_by=)` feeds `template`.

    `zone` is where it stands: `facts` below the fields, `history` above the entries, `around`, or `menu` for entries
    of the menu behind "More". A panel that is `in_preview` stands in the preview beside a list, too.
    """

    name: str
    template: str
    context: Callable[..., dict[str, Any]]
    zone: Literal["facts", "history", "around", "menu"] = "around"
    order: int = 100
    in_preview: bool = False


@dataclass(slots=True)
class RecordKind:
    """Everything the engines need to know of one kind of record.

    number      fixed for ever, stored in facts, tags and external ids
    name        `person`; also the word in URLs and the command line (`plural`)
    visible_to  the rows an actor may see
    path        the URL of a record
    title       what a record is called in links and sentences
    importer    registered by the room for records/imports, if its kind can be imported
    editing     how it is edited by hand
    fields      what lists, record pages and editing in place show of it, in order
    delete      the room's command that deletes one record for good, in the trash or not: (id, by=)
    why_kept    of ids, those that may not be trashed, with the reason in the viewer's words
    also_told   whose histories tell of a record's trashing besides its own
    amounts     how fields that hold amounts of the record's currency are shown: (amount, currency) -> words
    field_words  what changed fields are called in histories, where the model's own names do not do
    panels, associations  what rooms contribute to its page
    head_template  the line below its name: gets `record` and `values` (what its fields hold, by name)
    heading     what stands over its page, where the title alone would not say what it is
    """

    number: int
    name: str
    plural: str
    label: str | Promise
    plural_label: str | Promise
    icon: str
    model: type[Record]
    visible_to: Callable[[Actor], QuerySet[Any]]
    path: Callable[[Any], str]
    title: Callable[[Any], str]
    title_field: str = "name"
    importer: Any = None
    editing: RecordEditing[Any, Any] | None = None
    fields: list[RecordField] = field(default_factory=list)
    delete: Callable[..., None] | None = None
    why_kept: Callable[[Sequence[int]], Mapping[int, str]] = lambda _ids: {}
    also_told: Callable[[Any], Sequence[Ref]] = lambda _record: ()
    amounts: Mapping[str, Callable[[int, str], str]] = field(default_factory=dict)
    field_words: Mapping[str, FieldWords] = field(default_factory=dict)
    side_tables: list[SideTable] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    head_template: str = ""
    heading: Callable[[Any], str] | None = None

    def even_in_trash(self, seen_by: Actor) -> QuerySet[Any]:
        """The rows an actor may see, and those in the trash that they would see outside it."""
        return visible(self.model._default_manager.all(), seen_by, self.number)


_by_number: dict[int, RecordKind] = {}


def register_kind(kind: RecordKind) -> None:
    """Make a kind known; called from an app's ready()."""
    clash = _by_number.get(kind.number)
    if clash or any(kind.name == other.name for other in _by_number.values()):
        raise ValueError(f"the record kind {kind.name} ({kind.number}) is registered already")
    _by_number[kind.number] = kind
    register_visible_kind(kind.number, kind.plural_label)
    register_scoped_kind(kind.name, kind.plural_label)


def kinds() -> list[RecordKind]:
    """All kinds, by number."""
    return [_by_number[number] for number in sorted(_by_number)]


def kinds_downwards() -> list[RecordKind]:
    """All kinds, higher rooms first: what may name a record of another kind comes before that kind."""
    return list(reversed(_by_number.values()))


def kind_numbered(number: int) -> RecordKind:
    """The kind with this number; Missing when there is none."""
    try:
        return _by_number[number]
    except KeyError:
        raise Missing(f"no record kind {number}") from None


def kind_named(name: str) -> RecordKind:
    """The kind called `person` or `people`; Missing when there is none."""
    for kind in _by_number.values():
        if name in (kind.name, kind.plural):
            return kind
    raise Missing(f"no record kind {name}")


def register_side_table(kind_name: str, table: SideTable) -> None:
    """Let a higher room keep one row per record of a lower kind."""
    kind_named(kind_name).side_tables.append(table)


def register_panel(kind_name: str, panel: Panel) -> None:
    """Let a higher room show a panel on a lower kind's page."""
    panels = kind_named(kind_name).panels
    panels.append(panel)
    panels.sort(key=lambda item: item.order)


def register_association(kind_name: str, association: Association) -> None:
    """Let a room show which of its records belong to a record of this kind."""
    associations = kind_named(kind_name).associations
    associations.append(association)
    associations.sort(key=lambda item: item.order)


def register_fields(kind_name: str, fields: Iterable[RecordField]) -> None:
    """Let a room show fields in the lists and on the pages of a kind, its own or a lower one."""
    known = kind_named(kind_name).fields
    for item in fields:
        if any(item.name == other.name for other in known):
            raise ValueError(f"{kind_name} has a field {item.name} already")
        known.append(item)
    known.sort(key=lambda item: item.order)


def insert_side_rows(kind_number: int, record_ids: Iterable[int]) -> None:
    """Write the side rows of records just made; part of every creating command."""
    ids = list(record_ids)
    for table in kind_numbered(kind_number).side_tables:
        insert_rows(table.model, table.columns, [table.row(record_id) for record_id in ids])


def find_record(ref: Ref, *, seen_by: Actor) -> Any:
    """The record `ref` names; Missing when the actor may not see it."""
    kind = kind_numbered(ref.kind)
    record = kind.visible_to(seen_by).filter(pk=ref.id).first()
    if record is None:
        raise Missing(f"no such {kind.name}")
    return record


def find_record_by_uid(kind_name: str, uid: Any, *, seen_by: Actor) -> Any:
    """The record with this public key; Missing when the actor may not see it."""
    kind = kind_named(kind_name)
    record = kind.visible_to(seen_by).filter(uid=uid).first()
    if record is None:
        raise Missing(f"no such {kind.name}")
    return record
