"""The only writers of imports: set up, change, check, start, stop."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, NotAllowed, Refused, command, locked
from amity.kernel.facts.log import record
from amity.kernel.money.currencies import CODES
from amity.records.imports.choices import CREATED, OTHERS
from amity.records.imports.facts import ImportStarted
from amity.records.imports.files import StoredFile
from amity.records.imports.mapping import Link, importer_of
from amity.records.imports.models import Import, ImportRow, SampleRow
from amity.records.imports.reading import ColumnGuess, FileGuess
from amity.records.imports.setting_up import (
    Look,
    decided_options,
    find_kind,
    missing_for,
    proposed_links,
)
from amity.records.imports.states import State
from amity.records.kinds.registry import RecordKind, kind_numbered
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.models import Account

DEFAULT_SOURCE = "file"
EXISTING = ("update", "skip")
# Marks imports without an account: were it not for that, deleting an account would lend its imports all rights.
AS_SYSTEM = "as_system"


@command("imports.add")
def add_import(file: StoredFile, look: Look, *, kind: str = "", source: str = "", by: Actor) -> Import:
    """Set up an import of a file that was taken in; without a `kind`, Invalid when the headers do not tell it."""
    require_writer(by)
    record_kind = find_kind(kind, look)
    return Import.objects.create(
        record_kind=record_kind.number,
        source=clean_source(source),
        file_name=file.name,
        file_size=file.size,
        file_sha256=file.sha256,
        stored_as=file.path,
        account_id=by.account_id,
        options={} if by.account_id else {AS_SYSTEM: True},
        created_at=timezone.now(),
        **_stored_look(look, record_kind),
    )


@command("imports.look_again")
def look_again(import_id: int, look: Look, *, kind: str = "", read_as: Sequence[str] = (), by: Actor) -> Import:
    """Take another way of reading the file, or another kind: columns and mapping are proposed anew.

    `read_as` names the fields of the guess a person chose.
    """
    the_import = _open_import(import_id, by)
    record_kind = find_kind(kind or kind_numbered(the_import.record_kind).name, look)
    the_import.record_kind = record_kind.number
    the_import.options = {**the_import.options, "read_as": list(read_as)}
    for name, value in _stored_look(look, record_kind).items():
        setattr(the_import, name, value)
    return _unchecked(the_import)


@command("imports.change")
def change_import(
    import_id: int,
    *,
    by: Actor,
    links: Sequence[Link] | None = None,
    columns: Sequence[ColumnGuess] | None = None,
    options: Mapping[str, Any] | None = None,
    source: str | None = None,
) -> Import:
    """Change what columns mean, how they are read, or options; Invalid for a field or option there is none of."""
    the_import = _open_import(import_id, by)
    if links is not None:
        _check_links(links, the_import)
        the_import.mapping = [link.to_json() for link in links]
    if columns is not None:
        the_import.columns = [json.loads(column.to_json()) for column in columns]
    if options is not None:
        the_import.options = {**the_import.options, **checked_options(options)}
    if source is not None:
        the_import.source = clean_source(source)
    return _unchecked(the_import)


@command("imports.start_check")
def start_check(import_id: int, *, by: Actor) -> Import:
    """Mark an import as being checked; Refused while something is missing."""
    the_import = _open_import(import_id, by)
    _refuse_missing(the_import)
    _decide(the_import)
    the_import.state, the_import.error = State.CHECKING, ""
    the_import.save(update_fields=["state", "error", "options"])
    return the_import


@command("imports.start")
def start_import(import_id: int, *, by: Actor) -> Import:
    """Start an import, or let a stopped or failed one go on after its last row; Refused when it runs or is done.

    The caller enqueues the job in the same transaction, or runs it itself.
    """
    the_import = _own_import(import_id, by)
    if the_import.state in (State.RUNNING, State.DONE):
        raise Refused("imports.started", _("This import was started already."))
    _refuse_missing(the_import)
    if the_import.started_at is None:
        _decide(the_import)
    the_import.state, the_import.error, the_import.finished_at = State.RUNNING, "", None
    the_import.stop_requested = False
    the_import.started_at = the_import.started_at or timezone.now()
    the_import.save()
    kind = kind_numbered(the_import.record_kind)
    record(ImportStarted(plural=kind.plural, file_name=the_import.file_name), about=[the_import.ref], by=by)
    return the_import


@command("imports.stop")
def stop_import(import_id: int, *, by: Actor) -> Import:
    """Ask a running import to stop after its present batch; what is written stays. Refused when it does not run."""
    the_import = _own_import(import_id, by)
    if the_import.state != State.RUNNING:
        raise Refused("imports.not_running", _("This import is not running."))
    the_import.stop_requested = True
    the_import.save(update_fields=["stop_requested"])
    return the_import


@command("imports.end_stopped")
def end_stopped(import_id: int) -> Import:
    """Let an import whose job was cancelled rest; nothing when it is over already. For its own job."""
    the_import = locked(Import.objects.filter(pk=import_id)).get()
    if the_import.state == State.RUNNING:
        the_import.state, the_import.finished_at, the_import.stop_requested = State.CANCELLED, timezone.now(), False
        the_import.save(update_fields=["state", "finished_at", "stop_requested"])
    return the_import


@command("imports.delete")
def delete_import(import_id: int, *, by: Actor) -> str:
    """Forget an import with its report, not the records it made; return the path of its file for removal."""
    the_import = _own_import(import_id, by)
    if the_import.state == State.RUNNING:
        raise Refused("imports.running", _("Stop the import first."))
    stored_as = the_import.stored_as
    ImportRow.objects.filter(of=the_import)._raw_delete("default")  # type: ignore[attr-defined]
    SampleRow.objects.filter(of=the_import)._raw_delete("default")  # type: ignore[attr-defined]
    the_import.delete()
    return stored_as


def clean_source(source: str) -> str:
    """The name of a source as it is stored."""
    return " ".join(source.split()).lower()[:64] or DEFAULT_SOURCE


def checked_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options an import can have; Invalid for a wrong value."""
    checked: dict[str, Any] = {}
    if options.get("currency"):
        currency = str(options["currency"]).upper()
        if currency not in CODES:
            raise Invalid("imports.currency", _("“%s” is no currency. Write a code like EUR.") % currency, "currency")
        checked["currency"] = currency
    if "existing" in options:
        if options["existing"] not in EXISTING:
            raise Invalid(
                "imports.existing", _("Say whether records that are there are updated or skipped."), "existing"
            )
        checked["existing"] = options["existing"]
    if "others" in options:
        if options["others"] not in OTHERS:
            raise Invalid("imports.others", _("Say whether what is not here yet is added or stays out."), "others")
        checked["others"] = options["others"]
    for name in CREATED:
        if name in options:
            checked[name] = bool(options[name])
    if "owner_id" in options:
        owner_id = options["owner_id"]
        if owner_id is not None and not Account.objects.filter(pk=owner_id, is_active=True).exists():
            raise Invalid("imports.owner", _("This owner is no active colleague. Choose another."), "owner")
        checked["owner_id"] = owner_id
    return checked


def _own_import(import_id: int, by: Actor) -> Import:
    require_writer(by)
    the_import = locked(Import.objects.filter(pk=import_id)).get()
    if the_import.account_id != by.account_id and not by.is_administrator:
        raise NotAllowed(_("Only who made an import, or an administrator, can change it."))
    return the_import


def _open_import(import_id: int, by: Actor) -> Import:
    the_import = _own_import(import_id, by)
    if the_import.started_at is not None:
        raise Refused(
            "imports.started", _("This import was started: its setting cannot change. Upload the file again.")
        )
    return the_import


def _stored_look(look: Look, kind: RecordKind) -> dict[str, Any]:
    guess: FileGuess = look.guess
    return {
        "guess": json.loads(guess.to_json()),
        "columns": [json.loads(column.to_json()) for column in look.columns],
        "mapping": [link.to_json() for link in proposed_links(kind, look)],
    }


def _check_links(links: Sequence[Link], the_import: Import) -> None:
    fields = {field.key: field for field in importer_of(kind_numbered(the_import.record_kind)).fields}
    used: dict[str, int] = {}
    for link in links:
        if not link.field:
            continue
        if link.field not in fields or not 0 <= link.column < len(the_import.columns):
            raise Invalid("imports.field", _("There is no field “%s”.") % link.field, "mapping")
        used[link.field] = used.get(link.field, 0) + 1
        if used[link.field] > fields[link.field].most:
            raise Invalid(
                "imports.field_twice",
                _("“%s” has more columns than it can take. Leave one out.") % fields[link.field].label,
                "mapping",
            )


def _refuse_missing(the_import: Import) -> None:
    missing = missing_for(the_import, kind_numbered(the_import.record_kind))
    if missing:
        raise Refused("imports.missing", " ".join(missing))


def _decide(the_import: Import) -> None:
    decided = decided_options(the_import, kind_numbered(the_import.record_kind))
    the_import.options = {**the_import.options, "decided": decided}


def _unchecked(the_import: Import) -> Import:
    the_import.state, the_import.preview, the_import.error = State.DRAFT, {}, ""
    the_import.save()
    SampleRow.objects.filter(of=the_import)._raw_delete("default")  # type: ignore[attr-defined]
    return the_import
