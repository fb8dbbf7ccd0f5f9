"""Form fields for days and moments: they show and take what whoever fills them in writes, and ISO always."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amity.kernel.conventions import conventions, read_day, written_day


class DayInput(forms.DateInput):
    """The browser's own calendar; where a person has chosen how days are written, a field that is written that way."""

    plain_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        days = conventions().days
        if days and isinstance(value, date):
            return written_day(value, days)
        return super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        days = conventions().days
        context["widget"]["type"] = "text" if days else self.plain_type
        if days:
            context["widget"]["attrs"] |= {"placeholder": self.pattern(days), "autocomplete": "off"}
        return context

    @staticmethod
    def pattern(days: str) -> str:
        return days


class MomentInput(DayInput):
    """A day and a time of day, in the viewer's zone."""

    plain_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, datetime):
            return None if value is None else str(value)
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        days = conventions().days
        return f"{written_day(local, days)} {local:%H:%M}" if days else f"{local:%Y-%m-%dT%H:%M}"

    @staticmethod
    def pattern(days: str) -> str:
        return f"{days} HH:MM"


class DayField(forms.DateField):
    """A day."""

    widget = DayInput
    default_error_messages = {"invalid": _("This is no day. Write it like the example in the field, or 2026-11-22.")}

    def to_python(self, value: Any) -> date | None:
        day = read_day(value) if isinstance(value, str) else None
        return day or super().to_python(value)


class MomentField(forms.DateTimeField):
    """A day and a time of day; without a time it is noon."""

    widget = MomentInput
    default_error_messages = {"invalid": _("This is no day with a time. Write it like 2026-11-22 14:05.")}

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and (moment := self._read(value.strip())):
            return timezone.make_aware(moment)
        return super().to_python(value)

    @staticmethod
    def _read(text: str) -> datetime | None:
        day, _gap, clock = text.replace("T", " ").rpartition(" ") if ":" in text else (text, "", "12:00")
        found = read_day(day)
        try:
            return datetime.combine(found, time.fromisoformat(clock)) if found else None
        except ValueError:
            return None
