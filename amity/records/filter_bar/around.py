"""The list a filter belongs to: what else its address says is kept while the filter is edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from amity.kernel.commands import Actor, Missing
from amity.kernel.filters import Filter
from amity.records.kinds.registry import RecordKind, kind_named
from amity.records.lists.registry import listed_kinds
from amity.records.lists.state import ListState
from amity.records.lists.viewing import opened


@dataclass(frozen=True, slots=True)
class Around:
    """A list, whatever its filter is."""

    state: ListState

    @property
    def kind(self) -> RecordKind:
        return self.state.kind

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters of the list's address without its filter and page."""
        return [(name, value) for name, value in self.state.pairs() if name != "filter"]

    def under(self, wanted: Filter) -> ListState:
        """The list under another filter."""
        return self.state.with_(filter=wanted.to_text(), wanted=wanted)

    def list_href(self, text: str) -> str:
        return self.state.with_(filter=text, wanted=None).href()

    def path(self, page: str = "") -> str:
        """The address of one of our own pages, for forms that bring their parameters along."""
        return f"{self.state.path}/filter{f'/{page}' if page else ''}"

    def href(self, page: str = "", **more: str) -> str:
        """One of our own pages, `""`, `text`, `bar`, about this list."""
        return f"{self.path(page)}?{urlencode([*self.kept, *more.items()], safe=',:', quote_via=quote)}"


def around_of(plural: str, asked: Mapping[str, str], *, seen_by: Actor) -> Around:
    """The list that an address tells of; Missing for a kind without one."""
    kind = kind_named(plural)
    if kind.plural != plural or kind.name not in listed_kinds():
        raise Missing("there is no such list")
    others = {name: value for name, value in asked.items() if name != "filter"}
    return Around(opened(kind.name, others, seen_by=seen_by).state)
