"""What a caller says of an endpoint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EndpointDraft:
    """`kinds` are names of kinds of fact; `about_kind` the name of a kind of record, "" for any; `filter_text` is in
    the filter language of that kind."""

    url: str
    kinds: tuple[str, ...]
    description: str = ""
    about_kind: str = ""
    filter_text: str = ""
    includes_history: bool = False
