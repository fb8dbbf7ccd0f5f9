"""Import from the command line: show the guesses, ask, run with a progress line, tell what became of it."""

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from amity.kernel.commands import Actor, Missing, NotAllowed, Refused
from amity.kernel.text import sort_key
from amity.records.imports.checking import check_import
from amity.records.imports.commands import add_import, change_import, start_check, start_import
from amity.records.imports.files import keep_copy
from amity.records.imports.left_out import left_out_count, left_out_path, write_left_out
from amity.records.imports.mapping import Link, importer_of, simplified
from amity.records.imports.models import Import
from amity.records.imports.reading import ReadError
from amity.records.imports.running import run_import
from amity.records.imports.setting_up import look_at
from amity.records.imports.states import State
from amity.records.kinds.registry import kind_numbered
from amity.workspace.accounts.queries import find_account, first_administrator

OUTCOMES = ("new", "changed", "unchanged", "wrong", "ambiguous")
DONE, SOME_LEFT_OUT, NOT_DONE = 0, 1, 2


@dataclass(slots=True)
class Wishes:
    """What was asked for on the command line; `links` maps a header to the key or label of a field, or to ''."""

    source: str = ""
    currency: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    is_sure: bool = False
    is_dry_run: bool = False
    existing: str = "update"
    others: str = ""


def importing_actor(email: str) -> Actor:
    """Whom the command line acts for: the account named, else the oldest administrator, else Amity itself.

    Missing for an account that is not there or not active.
    """
    account = find_account(email) if email else first_administrator()
    if email and (account is None or not account.is_active):
        raise Missing(f"There is no active account {email}.")
    return account.actor() if account else Actor.system()


def import_files(kind: str, files: Sequence[str], *, by: Actor, wishes: Wishes | None = None) -> int:
    """Import files one after the other; 0 done, 1 done with rows left out, 2 at least one could not be imported."""
    wishes = wishes or Wishes()
    worst = DONE
    for name in files:
        try:
            worst = max(worst, _import_file(kind, Path(name), by, wishes, sys.stdout))
        except (ReadError, Refused) as error:
            print(f"{name}: {error.message}", file=sys.stderr)
            worst = NOT_DONE
        except (NotAllowed, Missing, OSError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            worst = NOT_DONE
    return worst


def _import_file(kind: str, path: Path, by: Actor, wishes: Wishes, out: TextIO) -> int:
    stored = keep_copy(path)
    look = look_at(stored.full_path, stored.name)
    the_import = add_import(stored, look, kind=kind, source=wishes.source, by=by)
    options = {"existing": wishes.existing, "others": wishes.others}
    if wishes.currency:
        options["currency"] = wishes.currency
    the_import = change_import(the_import.pk, links=_linked(the_import, wishes.links), options=options, by=by)
    _print_look(the_import, out)
    the_import = start_check(the_import.pk, by=by)
    the_import = check_import(the_import.pk, progress=_progress_line("Checking", out))
    if the_import.state != State.READY:
        raise Refused("imports.not_checked", the_import.error)
    _print_preview(the_import, out)
    counts = the_import.preview["counts"]
    if wishes.is_dry_run:
        return SOME_LEFT_OUT if counts["wrong"] + counts["ambiguous"] else DONE
    if not wishes.is_sure and not _is_confirmed(counts, out):
        print("Nothing was imported.", file=out)
        return NOT_DONE
    start_import(the_import.pk, by=by)
    started = time.monotonic()
    the_import = run_import(the_import.pk, progress=_progress_line("Importing", out))
    return _print_report(the_import, time.monotonic() - started, out)


def _linked(the_import: Import, wanted: Mapping[str, str]) -> list[Link]:
    links = [Link.from_json(values) for values in the_import.mapping]
    fields = importer_of(kind_numbered(the_import.record_kind)).fields
    names = {name: item.key for item in fields for name in (item.key, sort_key(str(item.label)), simplified(item.key))}
    headers = {sort_key(column["name"]): index for index, column in enumerate(the_import.columns)}
    for header, target in wanted.items():
        index = headers.get(sort_key(header))
        if index is None:
            raise Refused("imports.no_column", f"The file has no column “{header}”.")
        key = names.get(sort_key(target), "") if target else ""
        if target and not key:
            known = ", ".join(item.key for item in fields)
            raise Refused("imports.field", f"There is no field “{target}”. There are: {known}.")
        for link in links:
            if key and link.field == key and link.column != index and _is_single(key, fields):
                link.field, link.why = "", "Another column was chosen."
        links[index].field, links[index].certain, links[index].why = key, True, "Chosen by you."
    return links


def _is_single(key: str, fields: Sequence[object]) -> bool:
    return any(getattr(item, "key", "") == key and getattr(item, "most", 1) == 1 for item in fields)


def _print_look(the_import: Import, out: TextIO) -> None:
    guess, kind = the_import.guess, kind_numbered(the_import.record_kind)
    read_as = [guess["format"] if guess["format"] != "text" else guess["encoding"]]
    if guess["format"] == "text":
        read_as.append(f"delimiter {guess['delimiter']!r}")
    else:
        read_as.append(f"sheet {guess['sheet']}")
    if guess["head_rows"]:
        read_as.append(f"{guess['head_rows']} rows above the header")
    print(f"{the_import.file_name}: {kind.plural}, read as {', '.join(read_as)}", file=out)
    for reason in guess["reasons"]:
        if not reason["certain"]:
            print(f"  ? {reason['field']}: {reason['text']}", file=out)
    labels = {item.key: str(item.label) for item in importer_of(kind).fields}
    width = max((len(column["name"]) for column in the_import.columns), default=0)
    width = min(width, 32)
    for values in the_import.mapping:
        column = the_import.columns[values["column"]]
        target = labels.get(values["field"], "(left out)") if values["field"] else "(left out)"
        label = f" ({values['label']})" if values["label"] else ""
        mark = " " if values["certain"] and column["certain"] else "?"
        sample = column["samples"][0][:28] if column["samples"] else ""
        read = ", ".join(column["formats"]) or column["convention"]
        print(
            f"  {mark} {column['name'][:32]:<{width}}  {sample:<28}  {target}{label}{f'  {read}' if read else ''}",
            file=out,
        )


def _print_preview(the_import: Import, out: TextIO) -> None:
    counts = the_import.preview["counts"]
    print("  " + "   ".join(f"{name} {counts[name]:,}" for name in OUTCOMES), file=out)
    for column, cause, fix, count in the_import.preview["causes"][:10]:
        place = f"{column}: " if column else ""
        print(f"  ! {count:,} x {place}{cause} {fix}".rstrip(), file=out)


def _print_report(the_import: Import, seconds: float, out: TextIO) -> int:
    counts = {name: the_import.counts.get(name, 0) for name in OUTCOMES}
    rows = sum(counts.values())
    rate = rows / seconds if seconds else 0
    print(f"{the_import.get_state_display()}: {rows:,} rows in {seconds:.1f} s, {rate:,.0f} rows/s", file=out)
    print("  " + "   ".join(f"{name} {count:,}" for name, count in counts.items()), file=out)
    if the_import.error:
        print(f"  {the_import.error}", file=sys.stderr)
    if left_out_count(the_import):
        write_left_out(the_import)
        print(f"  Rows left out, with what is wrong: {left_out_path(the_import)}", file=out)
    print(f"  Report: /imports/{the_import.uid}", file=out)
    if the_import.state != State.DONE:
        return NOT_DONE
    return SOME_LEFT_OUT if left_out_count(the_import) else DONE


def _is_confirmed(counts: Mapping[str, int], out: TextIO) -> bool:
    if not sys.stdin.isatty():
        print("Say --yes to import without being asked.", file=out)
        return False
    answer = input(f"Import {counts['new'] + counts['changed']:,} rows? [y/N] ")
    return answer.strip().lower() in ("y", "yes")


def _progress_line(verb: str, out: TextIO):  # type: ignore[no-untyped-def]
    if not out.isatty():
        return None
    shown = [0.0]

    def show(done: int, total: int | None, counts: Mapping[str, int]) -> None:
        if time.monotonic() - shown[0] > 0.2 or done == total:
            shown[0] = time.monotonic()
            of = f" of {total:,}" if total else ""
            out.write(f"\r{verb} {done:,}{of} …{' ' * 8}" + ("\n" if done == total else "\r"))
            out.flush()

    return show
