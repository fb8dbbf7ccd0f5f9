"""One small frozen dataclass per kind of fact; it owns its name, fields, sentence, publicity and personal fields."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.refs import Ref
from amity.kernel.facts.words import ChangedField, changed_fields, cut

# A sentence names this many changed fields; the details have them all.
MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Fact:
    """The base of all kinds. A subclass sets the class variables below; its docstring is its documentation. Its fields
    hold JSON values, or dates, times and UUIDs, which are stored as text.

    name      dotted, past tense, fixed for ever: `deal.won`. One that ends in `.*` is a family: many names with one
              class, whose `told_as` says which; `fact_kind` finds it for each of them
    group     under which heading a timeline files it: the name of a registered group (`amity.kernel.facts.groups`)
    icon      its sign in the timeline, a name of the icon sprite; the group's when empty
    body      the field that a timeline prints in full below the sentence, if one
    sentence  what a timeline says, after the actor's name; `{field}` are the fact's own fields
    names_actor  False where the sentence stands alone: who wrote it down is not who did it
    public    whether webhooks and the API may carry it
    personal  fields that erasure blanks
    keep_days how long it is kept; None is for ever
    occurs    what customers are counted by (“has called at least twice”): a number fixed for ever, 0 for nothing
    ends      the number of what this takes back: a call that was deleted is none
    subject   of both, the field that says which one it was
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    group: ClassVar[str] = "change"
    icon: ClassVar[str] = ""
    body: ClassVar[str] = ""
    sentence: ClassVar[str | Promise]
    names_actor: ClassVar[bool] = True
    public: ClassVar[bool] = True
    personal: ClassVar[frozenset[str]] = frozenset()
    keep_days: ClassVar[int | None] = None
    occurs: ClassVar[int] = 0
    ends: ClassVar[int] = 0
    subject: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} needs a name of its own")
        if cls.name in _kinds and _kinds[cls.name].__qualname__ != cls.__qualname__:
            raise TypeError(f"two kinds of fact are called {cls.name}")
        _kinds[cls.name] = cls

    @property
    def told_as(self) -> str:
        """The name it is stored under: that of its class, or one of its family."""
        return self.name

    @property
    def counted(self) -> tuple[int, int]:
        """The number it is counted under and which one it was; (0, 0) for what is not counted."""
        return (self.occurs, getattr(self, self.subject)) if self.occurs else (0, 0)

    def data(self) -> dict[str, Any]:
        """The fields as JSON values; None fields are left out."""
        return {key: value for key in _field_names(type(self)) if (value := getattr(self, key)) is not None}

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        """The timeline's sentence for stored `data`, in the active language."""
        return str(cls.sentence).format(**{name: data.get(name, "") for name in _field_names(cls)})

    @classmethod
    def details(cls, data: dict[str, Any]) -> list[ChangedField]:
        """The changed fields that stored `data` tells of, in the active language."""
        return []

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> tuple[Ref, dict[str, Any]] | None:
        """The record whose fields this tells a change of, with [before, after] of each; None for other facts.

        What is no pair is not known any more.
        """
        return None

    @classmethod
    def making_of(cls, data: dict[str, Any]) -> Ref | None:
        """The record this tells the making of; None for other facts."""
        return None


_names: dict[str, tuple[str, ...]] = {}


def _field_names(kind: type[Fact]) -> tuple[str, ...]:
    if kind.name not in _names:
        _names[kind.name] = tuple(field.name for field in fields(kind))
    return _names[kind.name]


_kinds: dict[str, type[Fact]] = {}


def fact_kinds() -> dict[str, type[Fact]]:
    """All declared kinds by name."""
    return dict(_kinds)


def fact_kind(name: str) -> type[Fact] | None:
    """The class of a stored fact, or of its family; None when a later version removed the kind."""
    return _kinds.get(name) or _kinds.get(f"{name.partition('.')[0]}.*")


@dataclass(frozen=True, kw_only=True)
class RecordChanged(Fact):
    """Fields of a record changed; `changes` holds only those, as [before, after]."""

    name = "record.changed"
    sentence = _("changed {fields}")
    personal = frozenset({"changes"})

    record_kind: int
    record_id: int
    changes: dict[str, list[Any]]

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        changed = cls.details(data)
        named = [_told(change) for change in changed[:MOST_NAMED]]
        if more := len(changed) - len(named):
            named.append(ngettext("{count} more field", "{count} more fields", more).format(count=more))
        return str(cls.sentence).format(fields=get_text_list(named, gettext("and")))

    @classmethod
    def details(cls, data: dict[str, Any]) -> list[ChangedField]:
        return changed_fields(data.get("record_kind", 0), data.get("changes") or {})

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> tuple[Ref, dict[str, Any]] | None:
        return Ref(data["record_kind"], data["record_id"]), data.get("changes") or {}


def _told(change: ChangedField) -> str:
    if not change.before and not change.after:
        return change.label
    if not change.before:
        sentence = gettext("{label} to {after}")
    elif not change.after:
        sentence = gettext("{label} from {before} to nothing")
    else:
        sentence = gettext("{label} from {before} to {after}")
    return sentence.format(label=change.label, before=cut(change.before), after=cut(change.after))


@dataclass(frozen=True, kw_only=True)
class RecordDeleted(Fact):
    """A record was deleted; `snapshot` is what it held."""

    name = "record.deleted"
    sentence = _("deleted {title}")
    personal = frozenset({"title", "snapshot"})

    record_kind: int
    record_id: int
    title: str
    snapshot: dict[str, Any]
