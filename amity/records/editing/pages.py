"""Pages that add and change records of any kind: a field in place, or the whole form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget, trigger_client_event

from amity.kernel.commands import Missing
from amity.kernel.ui.toasts import say
from amity.records.editing.saving import Saved, add, save
from amity.records.editing.shown import cell_html, editable_field, every_value, fact_html, field_address, read_anew
from amity.records.kinds.fields import RecordField
from amity.records.kinds.forms import RecordForm
from amity.records.kinds.registry import RecordKind, find_record_by_uid, kind_named
from amity.records.undo.offering import undo_address
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.drafts.commands import discard_draft


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request is about. `where` is "cell", "dialog" or "fact" for htmx, "page" without script."""

    kind: RecordKind
    record: Any
    field: RecordField
    where: str

    @property
    def address(self) -> str:
        address = field_address(self.kind, self.record, self.field)
        return f"{address}?{self.where}=1" if self.where in ("cell", "dialog") else address

    @property
    def target(self) -> str:
        """Where on the page the field stands."""
        if self.where == "cell":
            return f"[data-uid='{self.record.uid}'] [data-field='{self.field.name}']"
        if self.where == "dialog":
            return "#dialog-body"
        return f"#fact-{self.field.name}"

    @property
    def draft_key(self) -> str:
        return f"field:{self.kind.name}:{self.record.uid}:{self.field.name}"

    @property
    def path(self) -> str:
        return self.kind.path(self.record)


@require_http_methods(["GET", "HEAD", "POST"])
def field(request: SignedIn, plural: str, uid: UUID, name: str) -> HttpResponse:
    """The small form of one field (GET; with `shown=1` the field as shown), or its saving (POST)."""
    kind = kind_named(plural)
    if kind.plural != plural or kind.editing is None:
        raise Missing("no such kind")
    record = find_record_by_uid(kind.name, uid, seen_by=request.actor)
    asked = Asked(kind, record, editable_field(kind, name), _where(request))
    require_writer(request.actor)
    if request.method == "POST":
        return _saved(request, asked)
    if "shown" in request.GET and asked.where != "page":
        return HttpResponse(_shown(request, asked))
    return _form(request, asked, kind.editing.filled(record, None, seen_by=request.actor))


def _where(request: Any) -> str:
    if not request.htmx:
        return "page"
    return next((place for place in ("cell", "dialog") if place in request.GET), "fact")


def _saved(request: SignedIn, asked: Asked) -> HttpResponse:
    saved = save(asked.kind, asked.record, request.POST, only=asked.field.editor, by=request.actor)
    if saved.status == 422:
        return _form(request, asked, saved.form, status=422)
    if saved.status == 412:
        return _conflict(request, asked, saved)
    discard_draft(asked.draft_key, by=request.actor)
    if saved.changed or saved.news:
        words = _("%(field)s saved.") % {"field": asked.field.label} if saved.changed else ""
        undo = undo_address(request.request_id) if saved.changed else ""
        say(request, " ".join(filter(None, [words, saved.news])), undo)
    if asked.where == "page":
        return redirect(asked.path)
    # A dialog has nothing more to show and closes.
    answer = HttpResponse(status=204) if asked.where == "dialog" else HttpResponse(_shown(request, asked))
    if saved.changed:
        # Other parts of the page may show the same.
        names = [one.name for one in asked.kind.fields if saved.changed.intersection(one.changes)]
        trigger_client_event(answer, "recordchanged", {"uid": str(asked.record.uid), "fields": names})
    return answer


def _shown(request: SignedIn, asked: Asked) -> str:
    record, value = read_anew(asked.kind, asked.record.pk, asked.field, seen_by=request.actor)
    if asked.where == "cell":
        return cell_html(asked.kind, record, asked.field, value)
    every = every_value(asked.field, asked.record.pk, value, seen_by=request.actor)
    return fact_html(asked.kind, record, asked.field, every)


def _form(request: SignedIn, asked: Asked, form: RecordForm, *, status: int = 200) -> HttpResponse:
    form.auto_id = f"{asked.field.name}-%s"
    fields = [form[name] for name in asked.field.editor]
    # What is wrong elsewhere in the record stands in the way too, and has no place of its own here.
    elsewhere = [
        f"{form[name].label}: {' '.join(map(str, errors))}"
        for name, errors in form.errors.items()
        if name in form.fields and name not in asked.field.editor
    ]
    context = {
        "asked": asked,
        "form": form,
        "fields": fields,
        "elsewhere": elsewhere,
        "title": asked.kind.title(asked.record),
        "plural_label": asked.kind.plural_label,
        "target": asked.target,
    }
    template = {"page": "field", "dialog": "_dialog_field"}.get(asked.where, "_field")
    return render(request, f"records_editing/{template}.html", context, status=status)


def _conflict(request: SignedIn, asked: Asked, saved: Saved) -> HttpResponse:
    context = {
        "action": asked.address,
        "conflicts": saved.conflicts,
        "kept": [],
        "form": saved.form,
        "back": asked.path,
        "target": asked.target,
        "title": asked.kind.title(asked.record),
        "plural": asked.kind.plural,
        "plural_label": asked.kind.plural_label,
    }
    if asked.where == "page":
        return render(request, "records_editing/conflict.html", context, status=412)
    answer = render(request, "records_editing/_conflict.html", context, status=412)
    return reswap(retarget(answer, "#dialog-body"), "innerHTML")


@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: SignedIn, kind_name: str, *, title: str, given: Mapping[str, Any] | None = None) -> HttpResponse:
    """Add a record: what the kind's form asks first, the rest folded. For htmx the answer is a dialog's content.

    `given` fills fields of the form beforehand.
    """
    kind = kind_named(kind_name)
    editing: Any = kind.editing
    require_writer(request.actor)
    initial = {"owner_id": request.actor.account_id, **(given or {})}
    form = editing.form(None, request.POST or None, initial=initial, seen_by=request.actor)
    if request.method == "POST":
        made = add(kind, form, by=request.actor)
        if made is not None:
            return added(request, kind, made, f"new:{kind.name}")
    return _whole(request, kind, form, title=title, back=f"/{kind.plural}", draft_key=f"new:{kind.name}", is_new=True)


def added(request: SignedIn, kind: RecordKind, record_id: int, draft_key: str) -> HttpResponse:
    """On to the record just made, with a word about it; to the list for one made for somebody else's eyes."""
    discard_draft(draft_key, by=request.actor)
    record = kind.visible_to(request.actor).filter(pk=record_id).first()
    address = kind.path(record) if record else f"/{kind.plural}"
    words = _("%(name)s was added.") % {"name": kind.title(record)} if record else _("It was added.")
    say(request, words, undo_address(request.request_id))
    return HttpResponseClientRedirect(address) if _in_dialog(request) else redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_page(request: SignedIn, kind_name: str, uid: UUID) -> HttpResponse:
    """Change a record in its whole form."""
    kind = kind_named(kind_name)
    editing: Any = kind.editing
    record = find_record_by_uid(kind_name, uid, seen_by=request.actor)
    require_writer(request.actor)
    page: dict[str, Any] = {"title": kind.title(record), "back": kind.path(record), "draft_key": edit_key(kind, record)}
    if request.method == "POST":
        saved = save(kind, record, request.POST, by=request.actor)
        if saved.status != 422:
            return answer_to(request, kind, record, saved)
        return _whole(request, kind, saved.form, **page)
    return _whole(request, kind, editing.filled(record, None, seen_by=request.actor), **page)


def answer_to(request: SignedIn, kind: RecordKind, record: Any, saved: Saved) -> HttpResponse:
    """Back to the record that was saved, or the question whose value stays."""
    if saved.status == 200:
        discard_draft(edit_key(kind, record), by=request.actor)
        undo = undo_address(request.request_id) if saved.changed else ""
        say(request, " ".join(filter(None, [_("Saved."), saved.news])), undo)
        return redirect(kind.path(record))
    asked = {conflict.clash.name for conflict in saved.conflicts} | {"csrfmiddlewaretoken", "version", "was"}
    # What others changed is in the form's data by now; what the form does not know is as it was sent.
    kept = {**request.POST.dict(), **saved.form.data.dict()}  # type: ignore[attr-defined]
    context = {
        "action": request.path,
        "conflicts": saved.conflicts,
        "kept": [pair for pair in kept.items() if pair[0] not in asked],
        "form": saved.form,
        "back": kind.path(record),
        "title": kind.title(record),
        "plural": kind.plural,
        "plural_label": kind.plural_label,
    }
    return render(request, "records_editing/conflict.html", context, status=412)


def edit_key(kind: RecordKind, record: Any) -> str:
    """The key of the draft of a record's whole form."""
    return f"edit:{kind.name}:{record.uid}"


def _in_dialog(request: Any) -> bool:
    return bool(request.htmx) and not request.htmx.boosted


def _whole(
    request: SignedIn,
    kind: RecordKind,
    form: RecordForm,
    *,
    title: str,
    back: str,
    draft_key: str,
    is_new: bool = False,
) -> HttpResponse:
    first = [form[name] for name in form.first] if is_new else []
    shown = set(form.first) if is_new else set()
    sections = [
        (heading, rows)
        for heading, names in form.sections
        if (rows := [row for row in ([form[name] for name in names_ if name not in shown] for names_ in names) if row])
    ]
    context = {
        "form": form,
        "first": first,
        "sections": sections,
        "is_open": any(_is_filled(field) for _heading, rows in sections for row in rows for field in row),
        "title": title,
        "action": request.path,
        "back": back,
        "draft_key": draft_key,
        "plural": kind.plural,
        "plural_label": kind.plural_label,
        "in_dialog": is_new and _in_dialog(request),
    }
    template = "_whole_form" if context["in_dialog"] else "whole_form"
    return render(request, f"records_editing/{template}.html", context, status=422 if form.is_bound else 200)


def _is_filled(field: Any) -> bool:
    """Whether somebody typed into a field that is folded away."""
    return bool(field.errors) or (field.form.is_bound and str(field.value() or "") != str(field.initial or ""))
