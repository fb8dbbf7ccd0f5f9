"""Import a file in a test the way a face does."""

from pathlib import Path
from typing import Any

from amity.kernel.commands import Actor
from amity.records.imports.checking import check_import
from amity.records.imports.commands import add_import, change_import, start_check, start_import
from amity.records.imports.files import keep_copy
from amity.records.imports.models import Import
from amity.records.imports.running import run_import
from amity.records.imports.setting_up import look_at


def set_up(path: Path, by: Actor, *, kind: str = "", source: str = "", **options: Any) -> Import:
    """An import of a file, its fields as proposed."""
    stored = keep_copy(path)
    the_import = add_import(stored, look_at(stored.full_path, stored.name), kind=kind, source=source, by=by)
    return change_import(the_import.pk, options=options, by=by) if options else the_import


def previewed(path: Path, by: Actor, **wishes: Any) -> Import:
    """An import after its check."""
    the_import = set_up(path, by, **wishes)
    start_check(the_import.pk, by=by)
    return check_import(the_import.pk)


def imported(path: Path, by: Actor, **wishes: Any) -> Import:
    """An import that ran to its end."""
    the_import = set_up(path, by, **wishes)
    start_import(the_import.pk, by=by)
    return run_import(the_import.pk)


def counts(the_import: Import) -> dict[str, int]:
    """Outcomes that occur, of the run or else the preview."""
    found = the_import.counts or the_import.preview.get("counts", {})
    return {name: count for name, count in found.items() if count}


def written(folder: Path, text: str, name: str = "file.csv") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
