"""People by what programs told of them: `has event named signed_up at least 2 times in the last 30 days`."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from amity.customers.tracking.counting import FIRST_NUMBER
from amity.customers.tracking.models import TrackedName
from amity.customers.tracking.queries import names_like
from amity.kernel.commands import Actor
from amity.kernel.facts.models import Occurrence
from amity.kernel.filters import Behaviour, Choice, Detail
from amity.records.kinds.filtering import register_behaviours
from amity.records.kinds.numbers import PERSON


def _occurrences(_seen_by: Actor) -> "QuerySet[Any]":
    # Who sees a person sees their history.
    return Occurrence.objects.filter(kind__gt=FIRST_NUMBER, record_kind=PERSON)


def _of_name(rows: "QuerySet[Any]", word: str, _seen_by: Actor) -> "QuerySet[Any]":
    number = TrackedName.objects.filter(name=word.strip().lower()).values_list("number", flat=True).first()
    # Of a name nobody told nothing happened.
    return rows.filter(kind=number or 0)


def _find_names(words: str, _seen_by: Actor) -> Sequence[Choice]:
    return [Choice(name, name) for name in names_like(words)]


def contribute() -> None:
    """Let people be asked; called from ready()."""
    register_behaviours(
        "person",
        Behaviour(
            name="event",
            label=_("Events"),
            verb="has",
            rows=_occurrences,
            record="record_id",
            at="occurred_at",
            details=(Detail(name="named", label=_("named"), narrow=_of_name, lookup=_find_names),),
            order=50,
        ),
    )
