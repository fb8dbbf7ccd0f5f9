"""What a record's page needs to show its history."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html

from amity.kernel.facts.kinds import fact_kind
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.ui.history import Entry, days
from amity.records.kinds.models import Record
from amity.workspace.accounts.models import Account


def history_context(request: HttpRequest, record: Record) -> dict[str, Any]:
    """`days` and what the composer posts to, for `records_timeline/_record_history.html`."""
    ids = list(
        FactAbout.objects.filter(record_kind=record.ref.kind, record_id=record.pk)
        .order_by("-occurred_at", "-fact_id")
        .values_list("fact_id", flat=True)[:200]
    )
    facts = StoredFact.objects.in_bulk(ids)
    names = dict(Account.objects.values_list("pk", "name"))
    entries = []
    for fact_id in ids:
        fact = facts[fact_id]
        kind = fact_kind(fact.kind)
        sentence = format_html(
            "<b>{}</b> {}", names.get(fact.actor_id, "Amity"), kind.tell(fact.data) if kind else fact.kind
        )
        entries.append(Entry(fact_id, fact.occurred_at, "history", sentence, body=fact.data.get("text", "")))
    return {"days": days(entries)}
