"""What imports tell."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class ImportStarted(Fact):
    """Somebody started, or let go on, an import that was checked."""

    name = "import.started"
    group = "import"
    sentence = _("started to import {plural} from {file_name}")

    plural: str
    file_name: str


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Fact):
    """An import came to the end of its file, was stopped or failed (`state`); the counts are rows of the file."""

    name = "import.ended"
    group = "import"
    sentence = _("imported {plural} from {file_name}: {new} new, {changed} changed, {left_out} left out")

    plural: str
    file_name: str
    state: str
    new: int
    changed: int
    unchanged: int
    left_out: int
