"""Theme, style sheet, refusals and forms, without a browser."""

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused, Stale
from amity.kernel.ui.answers import RefusalsMiddleware
from amity.kernel.ui.chrome import Chrome
from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.preferences import THEME_COOKIE


def test_the_chosen_theme_is_kept_and_known_to_the_server(client):
    answer = client.post(reverse("kernel_ui:appearance"), {"theme": "dark", "next": "/people?sort=name"})
    assert answer["Location"] == "/people?sort=name"
    assert answer.cookies[THEME_COOKIE].value == "dark"
    request = RequestFactory().get("/", HTTP_COOKIE=f"{THEME_COOKIE}=dark")
    assert Chrome(request).theme == "dark"


def test_the_theme_switch_never_leads_away(client):
    answer = client.post(reverse("kernel_ui:appearance"), {"theme": "dark", "next": "https://example.com/"})
    assert answer["Location"] == "/"


def test_a_made_up_theme_is_the_systems():
    assert Chrome(RequestFactory().get("/", HTTP_COOKIE=f"{THEME_COOKIE}=pink")).theme == ""


def test_the_style_sheet_is_for_administrators(client_of):
    assert client_of("ada").get(reverse("kernel_ui:styleguide")).status_code == 404
    assert client_of("administrator").get(reverse("kernel_ui:styleguide")).status_code == 200


def test_the_start_page_is_the_first_place(client_of):
    assert client_of("ada").get("/")["Location"] == "/people"


@pytest.mark.parametrize("address", ["/people/", "/\\people/"])
def test_a_slash_too_many_is_no_dead_end_and_never_leads_away(client_of, address):
    assert client_of("ada").get(f"{address}?sort=-net")["Location"] == "/people?sort=-net"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exception", "status", "words"),
    [
        (Missing("person"), 404, "There is nothing here"),
        (NotAllowed("Ben owns it. Ask Ben."), 403, "Ask Ben."),
        (Refused("orders.closed", "This order is closed."), 409, "This order is closed."),
        (Invalid("people.no_name", "A person needs a name."), 422, "needs a name"),
        (Stale("people.stale", "Somebody else changed it.", {}), 412, "Somebody else"),
    ],
)
def test_a_refusal_nobody_caught_is_said_in_words(exception, status, words, rf):
    middleware = RefusalsMiddleware(lambda _: HttpResponse())
    answer = middleware.process_exception(rf.get("/"), exception)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_other_errors_are_not_swallowed(rf):
    assert RefusalsMiddleware(lambda _: HttpResponse()).process_exception(rf.get("/"), ValueError()) is None


class PersonForm(forms.Form):
    email = forms.EmailField(help_text="The one they answer from.")
    note = forms.CharField(required=False)


def test_the_error_takes_the_hints_place_and_is_linked_to_the_field():
    fresh, wrong = PersonForm().as_div(), str(PersonForm({"email": "ann@"})["email"].as_field_group())
    fresh = str(PersonForm()["email"].as_field_group())
    assert 'aria-describedby="id_email_helptext"' in fresh
    assert 'id="id_email_helptext"' in fresh
    assert 'aria-describedby="id_email_error"' in wrong
    assert 'id="id_email_error"' in wrong
    assert "The one they answer from." not in wrong


def test_what_may_stay_empty_is_marked():
    assert "optional" in str(PersonForm()["note"].as_field_group())
    assert "optional" not in str(PersonForm()["email"].as_field_group())


def test_a_commands_refusal_lands_on_its_field():
    form = PersonForm({"email": "ann@example.org"})
    assert form.is_valid()
    with refusals_shown_in(form):
        raise Invalid("people.email_taken", "Ada already has this address.", "email")
    assert form.errors == {"email": ["Ada already has this address."]}


def test_a_refusal_of_no_field_is_the_forms():
    form = PersonForm({"email": "ann@example.org"})
    assert form.is_valid()
    with refusals_shown_in(form):
        raise Refused("people.merged", "This person has been merged.", "winner")
    assert form.non_field_errors() == ["This person has been merged."]
