"""A process that runs an import, for tests that kill it: `importing_process.py start FILE` or `run UID POINT AFTER`.

Before it goes on it looks whether the report equals the database, and says so in its exit status. POINT says where it
kills itself, at the AFTERth chance: `before` or `after` a commit, in the `middle` of a batch's writes, or `never`.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
REPORT_DIFFERS = 3


def main(command: str, *arguments: str) -> int:
    import django

    django.setup()
    return start(Path(arguments[0])) if command == "start" else run(arguments[0], arguments[1], int(arguments[2]))


def start(path: Path) -> int:
    """Set an import up and start it; print its key."""
    from amity.kernel.commands import Actor
    from amity.records.imports.commands import add_import, start_import
    from amity.records.imports.files import keep_copy
    from amity.records.imports.setting_up import look_at

    by = Actor.system()
    stored = keep_copy(path)
    the_import = add_import(stored, look_at(stored.full_path, stored.name), kind="people", by=by)
    start_import(the_import.pk, by=by)
    print(the_import.uid)
    return 0


def run(uid: str, point: str, after: int) -> int:
    """Look, then import from where it stands, killed at a point."""
    from amity.records.imports import batches, running
    from amity.records.imports.models import Import

    the_import = Import.objects.get(uid=uid)
    difference = what_differs(the_import)
    if difference:
        print(difference)
        return REPORT_DIFFERS
    die = dying_at(after)
    batches.Pace.took = lambda self, seconds, rows: None  # type: ignore[method-assign]
    batches.FIRST_SIZE = 25
    if point == "middle":
        running.insert_rows = dying_around(running.insert_rows, die, first=True)
    elif point == "before":
        running._Run.write = dying_around(running._Run.write, die, first=False)  # type: ignore[method-assign]
    progress = (lambda done, total, counts: die()) if point == "after" else None
    print("going on", flush=True)
    done = running.run_import(the_import.pk, progress=progress)
    difference = what_differs(done)
    print(difference or f"{done.state} {sum(done.counts.values())} {done.counts}")
    return REPORT_DIFFERS if difference else 0


def what_differs(the_import: Any) -> str:
    """Where the report and the database tell different stories; '' when they agree."""
    from amity.customers.people.models import Person, PersonEmail
    from amity.kernel.facts.models import StoredFact
    from amity.records.imports.models import ImportRow
    from amity.records.imports.queries import counted_outcomes

    rows = ImportRow.objects.filter(of=the_import)
    made = set(rows.filter(outcome=1).values_list("record_id", flat=True))
    told = StoredFact.objects.filter(kind="person.created", request_id=str(the_import.uid)).count()
    last = rows.order_by("-number").values_list("number", flat=True).first() or 0
    numbers = rows.count(), rows.values("number").distinct().count()
    here = {
        "counts": counted_outcomes(the_import) == the_import.counts,
        "position": last == the_import.position,
        "each row once": numbers[0] == numbers[1],
        "people": Person.objects.filter(pk__in=made).count() == len(made) == the_import.counts.get("new", 0)
        if made
        else not the_import.counts.get("new"),
        "nobody else": Person.objects.count() == PersonEmail.objects.count(),
        "facts": told == len(made),
    }
    return ", ".join(name for name, holds in here.items() if not holds)


def dying_at(after: int) -> Callable[[], None]:
    seen = [0]

    def die() -> None:
        seen[0] += 1
        if seen[0] == after:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def dying_around(function: Callable[..., Any], die: Callable[[], None], *, first: bool) -> Callable[..., Any]:
    def around(*arguments: Any, **keywords: Any) -> Any:
        if first:
            die()
        answer = function(*arguments, **keywords)
        if not first:
            die()
        return answer

    return around


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
