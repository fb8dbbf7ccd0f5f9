"""What happens with people."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class PersonCreated(Fact):
    """A person was added."""

    name = "person.created"
    sentence = _("added {title}")
    link = ("person", "person_id", "title")
    personal = frozenset({"title"})

    person_id: int
    title: str
