"""How a fact, a tag or a note names the record it is about, without knowing its class."""

from typing import NamedTuple


class Ref(NamedTuple):
    """A record of any kind: the kind's fixed small number and the primary key."""

    kind: int
    id: int
