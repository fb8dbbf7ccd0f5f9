"""docs/facts.md, written from the classes: `python -m amity.config.fact_pages`."""

import inspect
import os
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

HEADER = """# Facts

Every kind of fact the log can hold. Written from the classes by `bin/_docs`; change the class, not this page.
"""


def facts_page() -> str:
    """The whole page, kinds by name; needs Django started, so that every room has declared its own."""
    from django.utils import translation

    from amity.kernel.facts.kinds import fact_kinds

    with translation.override("en"):
        parts = ["\n".join(_kind(kind)) for _, kind in sorted(fact_kinds().items())]
    return "\n".join([HEADER, *parts])


def _kind(kind: type[Any]) -> Iterator[str]:
    yield f"## `{kind.name}`"
    yield inspect.cleandoc(kind.__doc__ or "")
    yield ""
    kept = "for ever" if kind.keep_days is None else f"{kind.keep_days} days"
    public = "yes" if kind.public else "no"
    yield f"Version {kind.version} · group {kind.group} · public: {public} · kept {kept} · in `{kind.__module__}`"
    yield ""
    yield f"> … {kind.sentence}"
    yield ""
    if not fields(kind):
        return
    yield "| field | type | personal |"
    yield "|---|---|---|"
    for field in fields(kind):
        personal = "yes" if field.name in kind.personal else ""
        yield f"| {field.name} | `{_type_name(field.type)}` | {personal} |".replace(" |  |", " | |")
    yield ""


def _type_name(declared: Any) -> str:
    return declared.__name__ if isinstance(declared, type) and not hasattr(declared, "__origin__") else str(declared)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
    import django

    django.setup()
    _declare_all()
    print(facts_page(), end="")


def _declare_all() -> None:
    """Load every room's facts module; a room that nothing has imported yet has declared nothing."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("facts")


if __name__ == "__main__":
    main()
