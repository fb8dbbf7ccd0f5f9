"""What a request says about its own address or way decides nothing."""

import re

import pytest
from django.core import mail
from django.test import Client, RequestFactory

from amity.kernel.outbox.delivery import deliver_due
from tests.urlconf import endpoints

FOREIGN = (
    "evil.test",
    "localhost.evil.test",
    "evil.test:8000",
    "localhost@evil.test",
    "localhost,evil.test",
    "a b",
    "",
)
FORGED = {
    "HTTP_X_FORWARDED_HOST": "evil.test",
    "HTTP_X_HOST": "evil.test",
    "HTTP_FORWARDED": "host=evil.test;proto=https",
    "HTTP_X_ORIGINAL_URL": "/settings/accounts",
    "HTTP_X_REWRITE_URL": "/settings/accounts",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
}


def test_a_foreign_host_is_answered_400_at_every_address(world, client_of):
    for client in (Client(), client_of("administrator")):
        for endpoint in endpoints():
            assert client.get(endpoint.address(), HTTP_HOST="evil.test").status_code == 400, endpoint.name


@pytest.mark.parametrize("host", [host for host in FOREIGN if host])
def test_a_host_in_disguise_is_refused_as_well(world, host):
    answer = Client().get("/sign-in", HTTP_HOST=host)
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_headers_that_proxies_set_lead_nowhere_else(world, client_of):
    client = client_of("ada")
    for path in ("/people", "/sign-in", "/settings", "/people/", "/", "/favicon.ico"):
        answer = client.get(path, **FORGED)
        assert "evil.test" not in answer.content.decode() + str(answer.headers)
        plain = client.get(path)
        assert (answer.status_code, answer.get("Location")) == (plain.status_code, plain.get("Location"))


def test_every_mailed_link_is_ours_whatever_the_request_says(world, client_of, settings):
    settings.ALLOWED_HOSTS = ["*"]
    forged = {"HTTP_HOST": "evil.test", **FORGED}
    Client().post("/password", {"email": "ada@example.org"}, **forged)
    invitation = {"name": "Dora", "email": "dora@example.org", "role": "member"}
    client_of("administrator").post("/settings/accounts", invitation, **forged)
    deliver_due()
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        links = re.findall(r"https?://[^/\s]+", letter.body)
        assert links and set(links) == {"http://localhost:8000"}
        assert "evil" not in str(letter.message())


def test_without_a_proxy_of_ours_nobody_makes_a_request_https(settings):
    assert settings.SECURE_PROXY_SSL_HEADER is None
    assert not RequestFactory().get("/", HTTP_X_FORWARDED_PROTO="https").is_secure()


@pytest.mark.parametrize(
    "next_page",
    ["https://evil.test/", "//evil.test", "/\\evil.test", "\\\\evil.test", "javascript:alert(1)", "https:evil.test",
     "///evil.test", "/%0d%0aSet-Cookie:x=1//evil.test", "http:///evil.test", "\t//evil.test", "data:text/html,x"],
)  # fmt: skip
def test_no_page_leads_to_another_site(world, client_of, next_page):
    client = client_of("ada")
    answers = [
        Client().post("/sign-in", {"login": "ben@example.org", "password": world.password, "next": next_page}),
        client.post("/appearance", {"theme": "dark", "next": next_page}),
        client.post("/sidebar", {"narrow": "1", "next": next_page}),
        client.post("/record-pages/empty-fields", {"hide": "1", "next": next_page}),
        client.post("/appearance", {"theme": "dark"}, HTTP_REFERER=next_page),
        client.get(f"/{next_page}/"),
    ]
    for answer in answers:
        place = answer.get("Location", "/")
        assert re.match(r"/(?![/\\])", place), place
        assert "\n" not in place and "Set-Cookie" not in answer.headers.get("Set-Cookie", "")
