"""Which kinds of fact an endpoint can choose, in the groups of the form."""

import re
from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from amity.kernel.facts.kinds import Fact, fact_kinds
from amity.records.kinds.registry import kinds

_ASIDE = re.compile(r" \([^)]*\)")


def open_kinds() -> dict[str, type[Fact]]:
    """Kinds that webhooks may carry, by name."""
    return {name: kind for name, kind in sorted(fact_kinds().items()) if kind.public}


def first_sentence(kind: type[Fact]) -> str:
    """What a kind tells, in a sentence."""
    text = " ".join((kind.__doc__ or "").split())
    return _ASIDE.sub("", text.split(". ")[0].split("; ")[0].split(": `")[0]).rstrip(".").replace("`", "")


def kind_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, [(name, what it tells)]) by the first word of the name."""
    rows = [(name, first_sentence(kind)) for name, kind in open_kinds().items()]
    return [(_heading(word), list(some)) for word, some in groupby(rows, key=lambda row: row[0].partition(".")[0])]


def about_choices() -> Sequence[tuple[str, str]]:
    """(name, label) of the kinds of record an endpoint can be narrowed to."""
    return [("", _("Any record")), *((kind.name, str(kind.plural_label)) for kind in kinds())]


def _heading(word: str) -> str:
    named = {kind.name: str(kind.plural_label) for kind in kinds()}
    more = {
        "call": _("Calls"),
        "changes": _("Undo"),
        "import": _("Imports"),
        "meeting": _("Meetings"),
        "note": _("Notes"),
        "record": _("Any kind of record"),
        "shop": _("Shops"),
        "tracked": _("Tracked events"),
    }
    return named.get(word) or more.get(word) or word.capitalize()
