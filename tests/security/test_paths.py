"""Odd addresses, broken bytes and wrong types get an answer that is no error of ours, and that tells nothing."""

import pytest
from django.test import Client

from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person
from tests.urlconf import endpoints

ODD = (
    "//", "//people", "///evil.test/", "/people//", "/%00", "/people/%00", "/people/..", "/../etc/passwd", "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/secret.key", "/static/../secret.key", "/static/..%2f..%2fsecret.key", "/static/%2e%2e/settings.py",
    "/static//etc/passwd", "/.git/config", "/.env", "/secret.key", "/amity.sqlite3", "/static/", "/static/ui/",
    "/files/imports/", "/media/", "/%ff%fe", "/people/%ff", "/people/%c0%af", "/people/%u0041", "/people;jsessionid=1",
    "/people?%ff=%ff", "/people?sort=%00", "/people?after=%00", "/people?after=" + "A" * 5000, "/people?filter=%00",
    "/people?filter=" + "(" * 3000, "/people?filter=" + "not%20" * 2000, "/people?q=" + "%F0%9F%98%80" * 800,
    "/" + "a" * 8192, "/people/" + "a/" * 4000, "/people?" + "a=b&" * 900, "/people?" + "a=1&" * 5000, "/people%0d%0aX-Evil: 1",
    "/people/01931f7e-0000-7000-8000-00000000000", "/people/01931F7E-0000-7000-8000-000000000000", "/people/1", "/people/-1",
    "/history/99999999999999999999999", "/history/-1", "/help/..", "/help/%2e%2e", "/help/index%00", "/help/settings.py",
    "/lookup/person?q=%00", "/lookup/nothing?q=a", "/nothing/filter", "/lists/nothing/changes", "/search?q=%00",
    "/search?q=" + "%22" * 500, "/search?q=*", "/search?q=" + "a%20" * 3000, "/settings/rates/EUR/2026-99-99/removal",
    "/changes/01931f7e-0000-7000-8000-000000000000", "/drafts/%00", "/drafts/" + "k" * 4000, "/imports?after=%00",
    "/sign-in?next=" + "%2e%2e%2f" * 500, "/invitations/%00", "/password/%00-%00", "/set-up?code=%00", "/people?group=%00",
    "/people/?next=//evil.test", "/\\evil.test/", "/%5c%5cevil.test/", "/%2f%2fevil.test/", "/people/%2e/", "/people?page=١",
)  # fmt: skip
TELLING = (
    "Traceback",
    "/amity/",
    "site-packages",
    "sqlite3.",
    "psycopg",
    "SECRET",
    "Django",
    "secret.key\n",
    "root:x:",
)


def telling(answer):
    if answer.streaming:
        return []
    text = answer.content.decode("utf-8", "replace")
    return [word for word in TELLING if word in text]


@pytest.mark.parametrize("key", [None, "administrator"])
def test_odd_addresses_get_no_error_of_ours_and_no_file(world, client_of, key):
    client = client_of(key) if key else Client()
    client.raise_request_exception = False
    wrong = {}
    for path in ODD:
        # As the server hands it on: percent signs undone once, bytes as latin-1.
        answer = client.generic("GET", path)
        place = answer.get("Location", "/")
        if answer.status_code >= 500 or telling(answer) or place.startswith(("//", "/\\", "http")):
            wrong[path[:60]] = (answer.status_code, telling(answer), place)
    assert wrong == {}


HEADERS = {
    "HTTP_COOKIE": "amity=\x00; amity-csrf=\xff; amity-theme=<script>; amity-sidebar=" + "x." * 2000,
    "HTTP_ACCEPT_LANGUAGE": "x" * 5000 + ",*;q=nan",
    "HTTP_REFERER": "http://[::1",
    "HTTP_HX_REQUEST": "true",
    "HTTP_HX_CURRENT_URL": "http://[::1",
    "HTTP_HX_TARGET": "\xff<script>",
    "HTTP_IF_MODIFIED_SINCE": "yesterday",
    "HTTP_RANGE": "bytes=9-1,x",
    "HTTP_X_FORWARDED_FOR": "no address, \xff",
    "HTTP_CONTENT_LENGTH": "x",
}


@pytest.mark.parametrize("header", sorted(HEADERS))
def test_odd_headers_break_nothing(world, client_of, header):
    client = client_of("administrator")
    client.raise_request_exception = False
    for path in ("/people", "/sign-in", "/static/ui/mark.svg", "/jobs", "/nowhere"):
        for asked in (client, Client(raise_request_exception=False)):
            answer = asked.get(path, **{header: HEADERS[header]})
            assert answer.status_code < 500 and not telling(answer), (path, answer.status_code)


BODIES = (
    (b"", "application/x-www-form-urlencoded"),
    (b"name=%ff%00&name=2&%00=1", "application/x-www-form-urlencoded"),
    (b"&" * 2000, "application/x-www-form-urlencoded"),
    (b"a=1&" * 1500, "application/x-www-form-urlencoded"),
    (b"\xff\xfe\x00", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"x=1", "application/x-www-form-urlencoded; charset=klingon"),
    (b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../../etc/x\"\r\n\r\nhi\r\n", "multipart/form-data; boundary=x"),
    (b"garbage", "multipart/form-data; boundary=" + "b" * 300),
    (b"garbage", "multipart/form-data"),
    (b'{"name": [[[[[1]]]]]}', "application/json"),
    (b"[" * 5000, "application/json"),
)  # fmt: skip


@pytest.mark.slow
def test_odd_bodies_break_no_page(world, client_of):
    client = client_of("administrator")
    client.raise_request_exception = False
    add_person(PersonDraft(full_name="Jo"), by=world.ada)
    uid = Person.objects.get().uid
    wrong = {}
    for endpoint in endpoints():
        if endpoint.name == "account_logout":
            continue
        address = endpoint.address({"uid": uid} if endpoint.name.startswith("people:") else {"plural": "people"})
        for number, (body, kind) in enumerate(BODIES):
            answer = client.generic("POST", address, body, content_type=kind)
            if answer.status_code >= 500 or telling(answer):
                wrong[endpoint.name, number] = (answer.status_code, telling(answer))
    assert wrong == {}
