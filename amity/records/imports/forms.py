"""Forms of imports: the file, how it is read, what its columns mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.kernel.money.currencies import CODES
from amity.records.imports.interface import TargetField, Type
from amity.records.imports.mapping import Link
from amity.records.imports.reading import CONVENTIONS, DATE_FORMATS, ColumnGuess
from amity.records.kinds.registry import kinds

ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15", "latin-1", "cp1250", "cp1251", "koi8-r", "mac-roman",
    "cp850", "cp932", "gb18030", "big5", "euc_kr",
)  # fmt: skip
DELIMITERS = ((",", _("comma")), (";", _("semicolon")), ("\t", _("tab")), ("|", _("bar")), (" ", _("space")))


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds that can be imported."""
    return [(kind.plural, kind.plural_label) for kind in kinds() if kind.importer is not None]


class FileForm(forms.Form):
    """A file to import."""

    file = forms.FileField(label=_("File"), help_text=_("CSV, TSV, XLSX or ODS, packed or not, at most 1 GB."))
    kind = forms.ChoiceField(label=_("What its rows are"), required=False)
    source = forms.CharField(
        label=_("Where it is from"),
        max_length=64,
        required=False,
        help_text=_("The system its numbers belong to, such as hubspot or shop. Files of one source fit together."),
    )

    def __init__(self, *args: Any, sources: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Let Amity see")), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["source"].widget.attrs["list"] = "sources"
        self.sources = sources


class ReadingForm(forms.Form):
    """How a file is read."""

    kind = forms.ChoiceField(label=_("What its rows are"))
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Between the cells"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    head_rows = forms.IntegerField(label=_("Rows above the header"), min_value=0, max_value=1000, required=False)
    has_header = forms.BooleanField(label=_("The first row names the columns"), required=False)

    def __init__(self, data: Any, *, guess: dict[str, Any], kind: str) -> None:
        initial = {name: guess.get(name) for name in ("encoding", "delimiter", "sheet", "head_rows", "has_header")}
        super().__init__(data, initial=initial | {"kind": kind}, auto_id="reading-%s")
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        if guess.get("format") == "text":
            encodings = dict.fromkeys([guess["encoding"], *ENCODINGS])
            self.fields["encoding"].choices = [(name, name) for name in encodings]  # type: ignore[attr-defined]
            delimiters = dict(DELIMITERS)
            delimiters.setdefault(guess["delimiter"], guess["delimiter"] or _("none"))
            self.fields["delimiter"] = forms.ChoiceField(
                label=_("Between the cells"), choices=list(delimiters.items()), required=False
            )
            del self.fields["sheet"]
        else:
            self.fields["sheet"].choices = [(name, name) for name in guess.get("sheets", ())]  # type: ignore[attr-defined]
            del self.fields["encoding"], self.fields["delimiter"]

    def chosen(self) -> dict[str, Any]:
        """What differs from the guess, for `look_at`."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "kind" and value is not None and value != self.initial.get(name)
        }


class FieldsForm(forms.Form):
    """What each column means, how it is read, and the options of the import."""

    source = forms.CharField(label=_("Where it is from"), max_length=64, required=False)
    currency = forms.ChoiceField(label=_("Currency of the amounts"), required=False)
    existing = forms.ChoiceField(
        label=_("Records that are here already"),
        choices=[("update", _("are brought up to date")), ("skip", _("stay as they are"))],
    )
    others = forms.ChoiceField(
        label=_("What the rows speak of and is not here yet"),
        choices=[("", _("as the file suggests")), ("make", _("is added")), ("leave", _("stays out"))],
        required=False,
        help_text=_("The company a person works for; the customer and the products of an order."),
    )
    owner = forms.TypedChoiceField(
        label=_("Owner of new records"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Where a row names none itself."),
    )

    def __init__(
        self,
        data: Any,
        *,
        fields: Sequence[TargetField],
        links: Sequence[Link],
        columns: Sequence[ColumnGuess],
        initial: dict[str, Any],
        asks_currency: bool,
        makes_others: bool,
        owners: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner"].choices = [("", _("Nobody")), *owners]  # type: ignore[attr-defined]
        if not makes_others:
            del self.fields["others"]
        self._links, self._columns = links, columns
        types = {field.key: field.type for field in fields}
        targets = [("", _("Leave out")), *((field.key, field.label) for field in fields)]
        for link, column in zip(links, columns, strict=True):
            name = column.name
            self.fields[f"field-{link.column}"] = forms.ChoiceField(
                label=_("Field for %(column)s") % {"column": name}, choices=targets, required=False, initial=link.field
            )
            if types.get(link.field) == Type.DATE:
                given = " ".join(column.formats)
                formats = list(dict.fromkeys([given, *DATE_FORMATS])) if given else list(DATE_FORMATS)
                self.fields[f"format-{link.column}"] = forms.ChoiceField(
                    label=_("How dates are written in %(column)s") % {"column": name},
                    choices=[(text, text.replace(" or ", ", ")) for text in formats], required=False,
                    initial=given or formats[0],
                )  # fmt: skip
            elif types.get(link.field) in (Type.MONEY, Type.NUMBER, Type.SHARE, Type.INTEGER):
                self.fields[f"convention-{link.column}"] = forms.ChoiceField(
                    label=_("How numbers are written in %(column)s") % {"column": name},
                    choices=[(text, text) for text in CONVENTIONS], required=False,
                    initial=column.convention or "1,234.56",
                )  # fmt: skip
        if asks_currency:
            codes = [("", _("Choose one")), *((code, code) for code in sorted(CODES))]
            self.fields["currency"].choices = codes  # type: ignore[attr-defined]
        else:
            del self.fields["currency"]

    def rows(self) -> list[tuple[Link, ColumnGuess, Any, Any]]:
        """Each column with its bound fields: what it means, and how it is written (None where nothing is to choose)."""
        bound = {name: self[name] for name in self.fields}
        return [
            (
                link, column, bound[f"field-{link.column}"],
                bound.get(f"format-{link.column}") or bound.get(f"convention-{link.column}"),
            )
            for link, column in zip(self._links, self._columns, strict=True)
        ]  # fmt: skip

    def options(self) -> dict[str, Any]:
        """The options of the import, as `change_import` takes them."""
        data = self.cleaned_data
        options = {name: data[name] for name in ("currency", "existing") if data.get(name)}
        if "others" in self.fields:
            options["others"] = data["others"]
        return options | {"owner_id": data["owner"]}

    def chosen(self, column: int, what: str) -> str:
        """What was chosen for a column; '' where nothing."""
        return str(self.cleaned_data.get(f"{what}-{column}") or "")
