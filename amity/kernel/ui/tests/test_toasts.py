"""Messages with a way back: on the next page, or told to htmx."""

import json

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.test import override_settings
from django.urls import include, path

from amity.kernel.ui.toasts import say

pytestmark = pytest.mark.django_db


def _done(request):
    say(request, "Jo <b>Park</b> was deleted.", "/changes/7/undo")
    messages.error(request, "The other one stayed.")
    return HttpResponse("part")


def _gone(request):
    say(request, "Gone.")
    return redirect("/shows")


def _shown(request):
    return render(request, "ui/styleguide/_words.html", {"x": 1}) if "part" in request.GET else _page(request)


def _page(request):
    return render(request, "ui/shortcuts.html", {"sections": []})


urlpatterns = [
    path("done", _done),
    path("gone", _gone),
    path("shows", _shown),
    path("", include("amity.config.urls")),
]
here = override_settings(ROOT_URLCONF=__name__)


@here
def test_htmx_is_told_every_message_with_its_way_back(client_of):
    answer = client_of("ada").get("/done", HTTP_HX_REQUEST="true")
    assert json.loads(answer["HX-Trigger"]) == {
        "toast": {
            "messages": [
                {"words": "Jo <b>Park</b> was deleted.", "level": "success", "undo": "/changes/7/undo"},
                {"words": "The other one stayed.", "level": "error", "undo": ""},
            ]
        }
    }


@here
def test_what_htmx_was_told_is_not_told_again(client_of):
    ada = client_of("ada")
    ada.get("/done", HTTP_HX_REQUEST="true")
    assert "was deleted" not in ada.get("/shows").content.decode()


@here
def test_the_next_page_shows_the_message_with_a_form_that_undoes(client_of):
    ada = client_of("ada")
    ada.get("/done")
    page = ada.get("/shows").content.decode()
    assert "Jo &lt;b&gt;Park&lt;/b&gt; was deleted." in page
    assert '<form method="post" action="/changes/7/undo">' in page
    assert 'name="next" value="/shows"' in page


@here
def test_a_page_that_follows_a_redirect_tells_it_once(client_of):
    answer = client_of("ada").get("/gone", HTTP_HX_REQUEST="true")
    assert "HX-Trigger" not in answer
    following = client_of("ada")
    assert "Gone." in following.get("/gone", follow=True).content.decode()


def test_an_address_with_spaces_is_no_way_back(rf):
    with pytest.raises(ValueError, match="spaces"):
        say(rf.get("/"), "Done.", "/a b")
