"""A walk over the URL conf: every page of the house, by name, with the parameters of its address."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

UNKNOWN = UUID("01931f7e-0000-7000-8000-000000000000")
# What an address is filled with where nobody says what it leads to.
SAMPLES = {"uuid": UNKNOWN, "int": 1, "str": "x", "slug": "x", "path": "x"}


@dataclass(frozen=True)
class Endpoint:
    """One pattern: `name` with its namespaces, `route` as written, `parameters` name -> converter."""

    name: str
    route: str
    parameters: dict[str, str]

    def address(self, given: Mapping[str, Any] | None = None) -> str:
        """An address of it; parameters nobody gave are samples."""
        if "(?P" in self.route:
            return "/password/1-token"
        path = self.route
        for name, kind in self.parameters.items():
            value = (given or {}).get(name, SAMPLES.get(kind, "x"))
            for spelling in (f"<{kind}:{name}>", f"<{name}>"):
                path = path.replace(spelling, str(value))
        return f"/{path}"


def endpoints(patterns: Iterable[Any] | None = None, prefix: str = "", namespace: str = "") -> Iterator[Endpoint]:
    """Every pattern of the URL conf, but those of the API: they stand in its OpenAPI document."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            if pattern.namespace != "api":
                yield from endpoints(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield Endpoint(f"{namespace}{pattern.name}", route, _parameters(pattern))


def _parameters(pattern: URLPattern) -> dict[str, str]:
    converters: dict[str, Any] = getattr(pattern.pattern, "converters", {})
    return {name: _spelling(type(converter).__name__) for name, converter in converters.items()}


def _spelling(name: str) -> str:
    kind = name.removesuffix("Converter").lower()
    return "str" if kind == "string" else kind
