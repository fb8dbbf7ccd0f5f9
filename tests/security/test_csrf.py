"""No other site makes a signed-in browser do anything: every unsafe request needs the page's token."""

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.urlconf import endpoints

UNSAFE = ("post", "put", "patch", "delete")
# Addresses that take unsafe requests without the token, each with its reason.
EXEMPT: dict[str, str] = {
    "shops:arrival": "shops deliver here without a session; their signature over the raw bytes lets them in",
}


@pytest.mark.parametrize("key", [None, "ada", pytest.param("administrator", marks=pytest.mark.slow)])
def test_every_unsafe_request_without_the_token_is_refused(world, client_of, key):
    client = Client(enforce_csrf_checks=True)
    if key:
        client.cookies = client_of(key).cookies
    refused = 0
    for endpoint in endpoints():
        for method in UNSAFE:
            answer = getattr(client, method)(endpoint.address())
            if endpoint.name in EXEMPT:
                continue
            assert answer.status_code == 403, (endpoint.name, method, answer.status_code)
            refused += 1
    assert refused > 400


def test_what_is_exempt_has_its_reason():
    def exempt(patterns, namespace=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                if pattern.namespace != "api":
                    yield from exempt(pattern.url_patterns, inner)
            elif getattr(pattern.callback, "csrf_exempt", False):
                yield f"{namespace}{pattern.name}"

    assert set(exempt(get_resolver().url_patterns)) == set(EXEMPT)
    assert all(len(reason) > 20 for reason in EXEMPT.values())


def test_the_token_of_another_browser_or_another_site_is_refused(world, client_of, https_settings):
    host = {"HTTP_HOST": "crm.example.org", "secure": True}
    ada = Client(enforce_csrf_checks=True)
    page = ada.get("/sign-in", **host)
    token = page.context["csrf_token"]
    form = {"login": "ada@example.org", "password": world.password}
    with_token = {**form, "csrfmiddlewaretoken": str(token)}
    ours = {**host, "HTTP_ORIGIN": "https://crm.example.org"}
    for origin in ("https://evil.test", "null", "http://crm.example.org", "https://crm.example.org.evil.test"):
        assert ada.post("/sign-in", with_token, **{**host, "HTTP_ORIGIN": origin}).status_code == 403
    assert ada.post("/sign-in", with_token, **host).status_code == 403, "neither Origin nor Referer"
    assert ada.post("/sign-in", {**form, "csrfmiddlewaretoken": "x" * 64}, **ours).status_code == 403
    assert Client(enforce_csrf_checks=True).post("/sign-in", with_token, **ours).status_code == 403
    assert ada.post("/sign-in", with_token, **ours).status_code == 302


def test_the_token_changes_at_sign_in(world):
    client = Client()
    client.get("/sign-in")
    before = client.cookies["amity-csrf"].value
    client.post("/sign-in", {"login": "ada@example.org", "password": world.password})
    assert client.cookies["amity-csrf"].value != before
