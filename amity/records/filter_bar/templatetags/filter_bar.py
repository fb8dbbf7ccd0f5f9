"""The filter bar in a list's page."""

from typing import Any

from django import template
from django.template.context import Context

from amity.kernel.filters import FilterError
from amity.records.filter_bar.chips import bar_of, expected_words
from amity.records.lists.state import ListState

register = template.Library()


@register.inclusion_tag("records_filter_bar/_bar.html", takes_context=True)
def filter_bar(context: Context, state: ListState) -> dict[str, Any]:
    """`{% filter_bar state %}`: the filter of a list above it, however its address says it."""
    request = context["request"]
    return {"bar": bar_of(state, seen_by=request.actor), "request": request, "chrome": context.get("chrome")}


@register.filter
def expected(error: FilterError) -> str:
    """What fits where something is wrong."""
    return expected_words(error)
