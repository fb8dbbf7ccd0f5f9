"""The made-up records the living style sheet shows its parts with."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amity.kernel.ui.browser_files import ICONS
from amity.kernel.ui.fields import DayField
from amity.kernel.ui.formats import money
from amity.kernel.ui.history import Entry, days
from amity.kernel.ui.lists import Pager

SWATCHES = (  # noqa: SIM905 - easier to read than thirty quotes
    "canvas surface raised line edge rim ink ink-2 ink-3 inverse accent accent-hover accent-ink accent-wash "
    "accent-line good-ink good-wash good-mark warn-ink warn-wash warn-mark bad-ink bad-wash bad-mark "
    "note-ink note-wash data-1 data-2"
).split()

NAMES = (
    "Anneke Visser|Kaffeelabor Wedding", "Emre Yıldırım|Yıldırım & Söhne", "Nguyễn Thị Hạnh|Bánh Mì Stüble",
    "Oluwaseun Adebayo|", "Zofia Wiśniewska|Studio Zofia", "Юлія Коваль|Koval Architekten",
    "ليلى حداد|Haddad Catering", "王小明|上海咖啡", "Jean-Baptiste N’Guessan|Abidjan Market",
)  # fmt: skip


class ExampleForm(forms.Form):
    """Every kind of input."""

    name = forms.CharField(label="Name", help_text="As they write it themselves.")
    email = forms.EmailField(label="E-mail")
    stage = forms.ChoiceField(label="Lifecycle stage", choices=[("", "Choose one"), ("customer", "Customer")])
    since = DayField(label="Customer since", required=False)
    about = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    tells = forms.BooleanField(label="Tell the owner", required=False)
    reason = forms.ChoiceField(
        label="Reason", required=False, widget=forms.RadioSelect, choices=[("price", "Price"), ("time", "Timing")]
    )
    locked = forms.CharField(label="Outside number", required=False, disabled=True, initial="Set by the import")
    file = forms.FileField(label="File", required=False, help_text="CSV, TSV or XLSX, up to 200 MB.")


def example_rows(count: int) -> list[dict[str, Any]]:
    """`count` rows shaped like a list of people."""
    today = timezone.localdate()
    rows = []
    for number in range(count):
        name, _sep, company = NAMES[number % len(NAMES)].partition("|")
        rows.append(
            {
                "id": number,
                "uid": f"{number:032x}",
                "name": name,
                "company": company,
                "tags": [("Reorders monthly", 1), ("VIP", 4)][: number % 3],
                "orders": 3 + number * 7 % 12,
                "worth": (number * 7919 % 90000) * 10 - (4000 if number == 6 else 0),
                "currency": "EUR",
                "last_order": today - timedelta(days=number * number * 5),
                "owner": "Ada Lindqvist" if number % 2 else "Ben Okafor",
            }
        )
    return rows


def example_entries(now: datetime) -> list[Entry]:
    """A short history with every shape of entry."""
    ada = format_html("<b>{}</b>", "Ada Lindqvist")
    return [
        Entry(
            6, now, "call", format_html("{} called, 12 minutes", ada), href="#entry-6",
            body="She wants the autumn blend on a standing order, 40 kg every third Tuesday, if we hold the price.",
            meta=["Next step: send the contract by Friday"],
        ),
        Entry(5, now, "edit", format_html("{} changed Language from German to <b>Dutch</b>", ada), is_small=True),
        Entry(
            4, now, "order", format_html('<a href="#">{}</a> paid', "Order 10482"), tone="good",
            items=[
                ("Yirgacheffe Aricha, 15 kg", money(29250, "EUR")), ("Descaler, 500 ml × 2", money(3780, "EUR")),
            ],
        ),
        Entry(
            3, now - timedelta(days=5), "refund",
            format_html('<a href="#">Refund 9764</a> of {}', money(-41200, "EUR")), tone="warn",
        ),
        Entry(2, now - timedelta(days=5), "note", format_html("{} wrote a note", ada), body="Prefers calls by ten."),
        Entry(
            1, now - timedelta(days=700), "import", format_html("Imported from <b>{}</b>", "customers.csv"),
            is_small=True,
        ),
    ]  # fmt: skip


def example_context(request: HttpRequest) -> dict[str, Any]:
    """All the style sheet's template asks for."""
    wrong = ExampleForm({"name": "Matteo Ferraro", "email": "matteo.ferraro@", "stage": "", "since": "31.02.2024"})
    return {
        "swatches": SWATCHES,
        "icons": sorted(ICONS),
        "form": ExampleForm(auto_id="fresh_%s"),
        "wrong_form": wrong,
        "rows": example_rows(len(NAMES)),
        "pager": Pager(9, "10,000+", "", "?after=x", _("Sorted by worth, then name")),
        "days": days(example_entries(timezone.now())),
        "today": timezone.localdate(),
        "past": date(2023, 9, 14),
        "jobs": [
            {"label": _("Importing people"), "done": 3118, "total": 5196, "words": _("About 40 seconds left.")},
            {"label": _("Counting"), "done": 812, "total": None, "badge": _("running"), "tone": "note"},
            {"label": _("Importing orders"), "done": 261823, "total": 261823, "badge": _("done"), "tone": "good"},
        ],
    }
