"""One small frozen dataclass per kind of fact; it owns its name, fields, sentence, publicity and personal fields."""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Fact:
    """The base of all kinds. A subclass sets the class variables below; its docstring is its documentation.

    name      dotted, past tense, fixed for ever: `deal.won`
    group     under which heading a timeline files it: change, note, call, meeting, order, import, account
    sentence  what a timeline says, after the actor's name; `{field}` are the fact's own fields
    public    whether webhooks and the API may carry it
    personal  fields that erasure blanks
    keep_days how long it is kept; None is for ever
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    group: ClassVar[str] = "change"
    sentence: ClassVar[str | Promise]
    public: ClassVar[bool] = True
    personal: ClassVar[frozenset[str]] = frozenset()
    keep_days: ClassVar[int | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} needs a name of its own")
        if cls.name in _kinds and _kinds[cls.name].__qualname__ != cls.__qualname__:
            raise TypeError(f"two kinds of fact are called {cls.name}")
        _kinds[cls.name] = cls

    def data(self) -> dict[str, Any]:
        """The fields as JSON values; None fields are left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        """The timeline's sentence for stored `data`, in the active language."""
        known = {field.name: data.get(field.name, "") for field in fields(cls)}
        return str(cls.sentence).format(**known)


_kinds: dict[str, type[Fact]] = {}


def fact_kinds() -> dict[str, type[Fact]]:
    """All declared kinds by name."""
    return dict(_kinds)


def fact_kind(name: str) -> type[Fact] | None:
    """The class of a stored fact; None when a later version removed the kind."""
    return _kinds.get(name)


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
        return str(cls.sentence).format(fields=", ".join(data.get("changes") or {}))


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
