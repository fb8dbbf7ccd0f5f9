"""A process for tests of imports as jobs: `enqueue KIND FILE`, or `look` (JSON: what is stored and reported)."""

import json
import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")


def enqueue(kind: str, path: Path) -> str:
    """Set an import up and start it as the page does; its key."""
    from amity.kernel.commands import Actor
    from amity.records.imports.commands import add_import
    from amity.records.imports.files import keep_copy
    from amity.records.imports.jobs import begin_run
    from amity.records.imports.setting_up import look_at

    by = Actor.system()
    stored = keep_copy(path)
    look = look_at(stored.full_path, stored.name)
    the_import = add_import(stored, look, kind=kind, by=by)
    if kind == "orders":
        from amity.records.imports.commands import change_import

        change_import(the_import.pk, options={"currency": "EUR"}, by=by)
    begin_run(the_import, by=by)
    return str(the_import.uid)


def look() -> dict[str, Any]:
    """A digest of every record with its version and of every fact but those of imports; the state of the last import;
    what its report and the database disagree on."""
    from amity.customers.companies.models import Company
    from amity.customers.orders.models import Order, OrderLine
    from amity.customers.people.models import Employment, Person, PersonEmail
    from amity.kernel.facts.models import StoredFact
    from amity.records.imports.models import Import, ImportRow
    from amity.records.kinds.models import ExternalId
    from amity.records.kinds.numbers import PERSON

    digest = blake2b()
    for model in (Person, Company, Order, OrderLine, PersonEmail, Employment, ExternalId):
        for row in model.objects.order_by("pk").values_list().iterator():  # type: ignore[attr-defined]
            digest.update(repr(row).encode())
    facts = StoredFact.objects.exclude(kind__startswith="import.").order_by("pk")
    for fact in facts.values_list("pk", "kind", "about", "data").iterator():
        digest.update(repr(fact).encode())
    the_import = Import.objects.latest("pk")
    rows = ImportRow.objects.filter(of=the_import)
    made = rows.filter(outcome=1)
    parts = made.filter(part__isnull=False).count()
    created = "person.created" if the_import.record_kind == PERSON else "order.placed"
    told = StoredFact.objects.filter(kind=created, request_id=str(the_import.uid)).count()
    agree = {
        "each row once": rows.count() == rows.values("number").distinct().count() == the_import.rows_done,
        "the position": (rows.order_by("-number").values_list("number", flat=True).first() or 0) == the_import.position,
        "made records": told == made.values("record_id").distinct().count(),
        "lines": not parts or OrderLine.objects.count() == parts,
    }
    return {
        "digest": digest.hexdigest(),
        "state": str(the_import.state),
        "counts": the_import.counts,
        "at odds": [name for name, holds in agree.items() if not holds],
    }


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "enqueue":
        print(enqueue(sys.argv[2], Path(sys.argv[3])))
    else:
        print(json.dumps(look()))
