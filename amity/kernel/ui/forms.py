"""Forms the way the house writes them: label above, hint below, the error in the hint's place."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from amity.kernel.commands import Refused, Stale

_CLASSES = {
    "checkbox": "box",
    "checkboxselectmultiple": "",
    "radioselect": "",
    "file": "input input--file",
    "clearablefile": "input input--file",
}


class AmityBoundField(BoundField):
    """Gives every widget our class, and names the one text (hint or error) that stands below it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        ours = _CLASSES.get(self.widget_type, "input")
        given = (widget or self.field.widget).attrs.get("class", "")
        if ours or given:
            attrs["class"] = " ".join(filter(None, [ours, given]))
        return attrs

    @property
    def aria_describedby(self) -> str | None:
        if self.is_hidden or not self.auto_id:
            return None
        if self.errors:
            return f"{self.auto_id}_error"
        return f"{self.auto_id}_helptext" if self.help_text else None


class AmityRenderer(TemplatesSetting):
    """`FORM_RENDERER`: our templates and our bound fields for every form of the house."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = AmityBoundField


@contextmanager
def refusals_shown_in(form: forms.Form) -> Iterator[None]:
    """Turn a command's refusal into an error of the field it concerns, or of the whole form.

    Afterwards `form.is_valid()` is False; answer with the form again and 422. Stale goes through: the page asks whose
    value stays.
    """
    try:
        yield
    except Stale:
        raise
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, forms.ValidationError(refusal.message, code=refusal.code))
