"""Every cookie is for this host alone, goes only where it must, and is hidden from scripts that need not read it."""

from django.test import Client

# The browser's own scripts write these: which parts of the screen are folded away.
FOR_SCRIPTS = {"amity-sidebar"}


def all_cookies(world, client, **extra):
    """Walk over everything that sets one; returns name -> morsel."""
    found = {}

    def note(answer):
        found.update({name: morsel for name, morsel in answer.cookies.items() if morsel.value})
        return answer

    note(client.get("/sign-in", **extra))
    note(client.post("/sign-in", {"login": "ada@example.org", "password": world.password}, **extra))
    note(client.post("/appearance", {"theme": "dark"}, **extra))
    note(client.post("/sidebar", {"narrow": "1"}, **extra))
    note(client.post("/record-pages/empty-fields", {"hide": "1"}, **extra))
    note(client.post("/settings/profile", {"name": "Ada L."}, **extra))
    return found


def test_cookies_carry_their_flags(world):
    cookies = all_cookies(world, Client())
    assert set(cookies) == {"amity", "amity-csrf", "amity-theme", "amity-sidebar", "amity-empty", "amity-messages"}
    for name, morsel in cookies.items():
        assert morsel["samesite"] == "Lax", name
        assert morsel["path"] == "/" and not morsel["domain"], name
        assert bool(morsel["httponly"]) == (name not in FOR_SCRIPTS), name


def test_by_https_every_cookie_is_secure_and_bound_to_the_host(world, https_settings):
    cookies = all_cookies(world, Client(), secure=True, HTTP_HOST="crm.example.org")
    assert len(cookies) == 6
    for name, morsel in cookies.items():
        assert name.startswith("__Host-amity"), name
        assert morsel["secure"] and morsel["path"] == "/" and not morsel["domain"], name


def test_no_page_and_no_address_says_the_key_of_a_session(world):
    client = Client()
    answer = client.post("/sign-in", {"login": "ada@example.org", "password": world.password})
    key = client.cookies["amity"].value
    assert key not in answer["Location"]
    for path in ("/people", "/settings/profile", "/preferences", "/nowhere"):
        assert key not in client.get(path).content.decode()
