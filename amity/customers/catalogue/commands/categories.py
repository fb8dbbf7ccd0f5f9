"""Find the shelves that paths name, and put up those that are missing."""

from collections.abc import Iterable

from amity.customers.catalogue.models import Category
from amity.customers.catalogue.normalised import SEPARATOR
from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Actor, command
from amity.kernel.ids import new_uid
from amity.kernel.text import sort_key
from amity.workspace.access.visibility import require_writer


@command("catalogue.keep_categories")
def keep_categories(paths: Iterable[str], *, by: Actor) -> dict[str, int]:
    """Map each clean path (`normalised.category_path`) to its category, made with its parents where it is missing."""
    require_writer(by)
    wanted = {path for path in paths if path}
    if not wanted:
        return {}
    # Parents come before children, because a shorter path sorts first.
    keys = {path_key(up): up for path in sorted(wanted) for up in _upwards(path)}
    known: dict[str, int] = dict(Category.objects.filter(path_key__in=keys).values_list("path_key", "pk"))
    missing = sorted(keys.keys() - known.keys(), key=lambda key: key.count(SEPARATOR))
    rows = []
    for category_id, key in zip(reserve_ids(Category, len(missing)) if missing else (), missing, strict=True):
        known[key] = category_id
        above, _gap, _name = key.rpartition(SEPARATOR)
        rows.append((category_id, new_uid(), keys[key].rpartition(SEPARATOR)[2], known.get(above), keys[key], key))
    insert_rows(Category, ("id", "uid", "name", "parent_id", "path", "path_key"), rows)
    return {path: known[path_key(path)] for path in wanted}


def path_key(path: str) -> str:
    """The form a path is found by."""
    return sort_key(path, length=600)


def _upwards(path: str) -> list[str]:
    """`A > B > C` -> `A`, `A > B`, `A > B > C`."""
    shelves = path.split(SEPARATOR)
    return [SEPARATOR.join(shelves[: depth + 1]) for depth in range(len(shelves))]
