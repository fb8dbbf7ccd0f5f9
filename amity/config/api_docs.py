"""The API, readable and to be tried: /api/v1/docs, written from the OpenAPI document of this instance."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from amity.config.api import api
from amity.kernel.api import examples
from amity.kernel.api.reference import Operation, by_tag, shapes_of
from amity.kernel.ui.help import register_help

app_name = "api_docs"
examples.show(
    given_name="Ana",
    family_name="Silva",
    name="Nordlicht",
    number="A-1042",
    code="MUG-1",
    currency="USD",
    rate="0.9231",
    email="ana@example.org",
    secret="a-secret-of-the-shop",  # noqa: S106 - an example
    kinds=["person.created"],
    city="Lisbon",
    country="PT",
    q="ana",
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every call there is, by what it is about."""
    return render(request, "kernel_api/docs.html", {"tags": by_tag(api.document()), "site": settings.SITE_URL})


@require_safe
def operation(request: HttpRequest, name: str) -> HttpResponse:
    """One call: what it takes and answers, in curl and in Python, and a form that makes it."""
    document = api.document()
    tags = by_tag(document)
    found = next((one for _tag, listed in tags for one in listed if one.name == name), None)
    if found is None:
        raise Http404
    context = {
        "operation": found,
        "siblings": dict(tags)[found.tag],
        "shapes": shapes_of(found, document),
        "curl": examples.curl(found, document, settings.SITE_URL),
        "python": examples.python(found, document, settings.SITE_URL),
        "inputs": _inputs(found),
        "body": examples.pretty(found, document),
    }
    return render(request, "kernel_api/operation.html", context)


def _inputs(found: Operation) -> list[tuple[str, str, str, bool]]:
    """What the form asks for: where it goes, name, words of its type, whether it is needed."""
    rows: list[Any] = [row for row in found.rows() if row.name != "If-None-Match"]
    return [(row.where, row.name, row.type, row.is_required) for row in rows]


register_help("api_docs", "tokens")
urlpatterns = [path("", index, name="index"), path("/<slug:name>", operation, name="operation")]
