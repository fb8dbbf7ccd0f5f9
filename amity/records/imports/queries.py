"""The only readers of imports that faces use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, Missing
from amity.kernel.paging import Page, keyset_page
from amity.records.imports.models import Import, ImportRow, SampleRow
from amity.records.imports.states import Outcome, State
from amity.records.kinds.models import ExternalId
from amity.records.kinds.registry import kind_numbered

LEFT_OUT = (Outcome.WRONG, Outcome.AMBIGUOUS)


def visible_to(actor: Actor) -> "QuerySet[Import]":
    """The imports an actor may see: their own, an administrator all."""
    return Import.objects.all() if actor.is_administrator else Import.objects.filter(account=actor.account_id)


def get_import(uid: UUID | str, *, seen_by: Actor) -> Import:
    """One import by its public key; Missing when there is none the viewer may see."""
    found = visible_to(seen_by).filter(uid=uid).select_related("account").first()
    if found is None:
        raise Missing("no such import")
    return found


def has_imported(*, seen_by: Actor) -> bool:
    """Whether a file of the viewer's has been brought in."""
    return visible_to(seen_by).filter(state=State.DONE).exists()


def import_by_id(import_id: int) -> Import:
    """One import, for its own job."""
    return Import.objects.get(pk=import_id)


def import_list(*, seen_by: Actor, after: str | None = None, before: str | None = None) -> Page[Import]:
    """A page of imports, the newest first."""
    rows = visible_to(seen_by).select_related("account").defer("guess", "columns", "mapping", "preview")
    return keyset_page(rows, order=["-pk"], after=after, before=before)


def outcome_named(name: str) -> Outcome | None:
    """The outcome called `wrong`; None for ''. Invalid for a word that is none."""
    if not name:
        return None
    try:
        return Outcome[name.upper()]
    except KeyError:
        raise Invalid("imports.outcome", _("There is no such outcome of a row."), "outcome") from None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a report or preview with what a page shows of it; `path` is '' where there is no record to see."""

    number: int
    outcome: Outcome
    title: str
    path: str
    problems: list[list[str]]
    warnings: list[list[str]]
    candidates: list[tuple[str, str]]
    changes: dict[str, list[Any]]
    cells: list[str]


def report_rows(
    the_import: Import,
    *,
    seen_by: Actor,
    outcome: Outcome | None = None,
    after: str | None = None,
    before: str | None = None,
) -> tuple[list[ReportRow], Page[ImportRow]]:
    """A page of what became of the rows, in the order of the file."""
    rows = ImportRow.objects.filter(of=the_import)
    rows = rows.filter(outcome=outcome) if outcome else rows.filter(outcome__in=Outcome.values)
    page = keyset_page(rows, order=["number", "pk"], after=after, before=before)
    return _shown(the_import, page.rows, seen_by), page


def sample_rows(
    the_import: Import, *, seen_by: Actor, outcome: Outcome | None = None, limit: int = 50
) -> list[ReportRow]:
    """The first rows of a preview, all outcomes or one."""
    rows = SampleRow.objects.filter(of=the_import)
    rows = rows.filter(outcome=outcome) if outcome else rows.filter(outcome__in=Outcome.values)
    return _shown(the_import, list(rows.order_by("number")[:limit]), seen_by)


def left_out_rows(the_import: Import) -> Iterable[tuple[int, list[str], dict[str, Any]]]:
    """Number, cells and detail of every row left out, in the order of the file, streamed."""
    rows = ImportRow.objects.filter(of=the_import, outcome__in=LEFT_OUT).order_by("number")
    for number, detail in rows.values_list("number", "detail").iterator(chunk_size=500):
        told = detail or {}
        yield number, told.get("cells", []), told


def counted_outcomes(the_import: Import) -> dict[str, int]:
    """Rows of the report by outcome, counted in the database: what `counts` must equal."""
    rows = ImportRow.objects.filter(of=the_import).values_list("outcome").annotate(Count("pk")).order_by()
    return {Outcome(outcome).name.lower(): count for outcome, count in rows}


def known_sources() -> list[str]:
    """Sources that external ids came from, at most 50."""
    return list(ExternalId.objects.order_by("source").values_list("source", flat=True).distinct()[:50])


def _shown(the_import: Import, rows: Iterable[Any], viewer: Actor) -> list[ReportRow]:
    rows = list(rows)
    kind = kind_numbered(the_import.record_kind)
    details = [row.detail or {} for row in rows]
    ids = {row.record_id for row in rows if row.record_id}
    ids.update(candidate for detail in details for candidate in detail.get("candidates", ()))
    records = {record.pk: record for record in kind.visible_to(viewer).filter(pk__in=ids)} if ids else {}
    shown = []
    for row, detail in zip(rows, details, strict=True):
        record = records.get(row.record_id)
        candidates = [records[key] for key in detail.get("candidates", ()) if key in records]
        shown.append(
            ReportRow(
                number=row.number,
                outcome=Outcome(row.outcome),
                title=kind.title(record) if record else getattr(row, "title", ""),
                path=kind.path(record) if record else "",
                problems=detail.get("problems", []),
                warnings=detail.get("warnings", []),
                candidates=[(kind.title(candidate), kind.path(candidate)) for candidate in candidates],
                changes=getattr(row, "changes", None) or {},
                cells=detail.get("cells", []),
            )
        )
    return shown
