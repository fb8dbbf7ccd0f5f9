"""What stands around records, and the other areas, asked as a program would."""

from django.core.files.uploadedfile import SimpleUploadedFile

from amity.config.api import api
from amity.customers.people.models import Person
from amity.kernel.jobs.models import Job
from amity.workspace.settings.queries import organisation


def made(ask, **more):
    return ask("POST", "/people", {"full_name": "Ana", **more})


def test_notes_and_calls_are_written_changed_and_deleted_by_their_author(world, api_of):
    ada, ben = api_of("ada"), api_of("ben")
    path = f"/people/{made(ada).json()['id']}"
    for place, area, word in ((f"{path}/notes", "notes", "Well"), (f"{path}/calls", "activities", "Rang")):
        written = ada("POST", place, {"text": word})
        one = written.json()
        assert (written.status_code, one["text"], one["author"]["name"]) == (201, word, "Ada Lovelace")
        where = f"/{area}/{one['id']}"
        etag = ada("GET", where)["ETag"]
        assert ada("PATCH", where, {"text": "Better"}).status_code == 428
        assert ben("PATCH", where, {"text": "Mine"}, If_Match=etag).status_code == 403
        assert ada("PATCH", where, {"text": "Better"}, If_Match=etag).json()["text"] == "Better"
        assert ada("PATCH", where, {"text": "Best"}, If_Match=etag).status_code == 412
        assert (ben("DELETE", where).status_code, ada("DELETE", where).status_code) == (403, 204)
        assert ada("GET", where).status_code == 404
    facts = [entry["fact"] for entry in ada("GET", f"{path}/history").json()["items"]]
    assert {"person.created", "note.written", "note.deleted"} <= set(facts)


def test_what_a_call_changed_is_told_and_undone_by_its_number(world, api_of):
    ada = api_of("ada")
    first = made(ada)
    path = f"/people/{first.json()['id']}"
    changed = ada("PATCH", path, {"stage": "lead"}, If_Match=first["ETag"])
    told = ada("GET", f"{path}/changes").json()["items"]
    assert told[0]["request_id"] == changed["X-Request-Id"] and told[0]["fields"][0]["field"] == "stage"
    plan = ada("GET", f"/changes/{changed['X-Request-Id']}").json()
    assert plan["may_undo"] and plan["going"][0]["lines"][0]["field"] == "Stage"
    assert ada("POST", f"/changes/{changed['X-Request-Id']}/undoing").json()["restored"] == 1
    assert ada("GET", path).json()["stage"] == ""
    assert ada("POST", f"/changes/{changed['X-Request-Id']}/undoing").status_code == 409


def test_tags_are_put_on_and_taken_off_without_a_version(world, api_of):
    ada = api_of("ada")
    path = f"/people/{made(ada).json()['id']}"
    assert ada("PUT", f"{path}/tags/vip").json() == ada("PUT", f"{path}/tags/VIP").json() == {"tags": ["vip"]}
    assert ada("DELETE", f"{path}/tags/vip").json() == {"tags": []}


def test_the_trash_is_listed_and_emptied_by_administrators(world, api_of):
    ada, ruth = api_of("ada"), api_of("administrator")
    one = made(ada)
    uid = one.json()["id"]
    ada("DELETE", f"/people/{uid}", If_Match=one["ETag"])
    assert [item["id"] for item in ada("GET", "/trash?kind=person").json()["items"]] == [uid]
    assert ada("DELETE", f"/trash/person/{uid}").status_code == 403
    assert ruth("DELETE", f"/trash/person/{uid}").status_code == 204
    assert not Person.objects.exists()


def test_search_views_and_counts(world, api_of):
    ada = api_of("ada")
    uid = made(ada, stage="lead").json()["id"]
    found = ada("GET", "/search?q=ana&kinds=person").json()
    assert [hit["id"] for group in found["groups"] for hit in group["hits"]] == [uid]
    view = ada("POST", "/views", {"kind": "person", "name": "Leads", "query": "filter=stage = lead"}).json()
    assert [item["id"] for item in ada("GET", f"/people?view={view['id']}").json()["items"]] == [uid]
    assert ada("GET", f"/people/count?view={view['id']}").json() == {"count": 1, "is_more": False}
    assert api_of("ben")("GET", f"/views/{view['id']}").status_code == 404


def test_many_are_changed_by_a_job_that_can_be_asked(world, api_of):
    ada = api_of("ada")
    assert ada("POST", "/people/bulk-changes", {"action": "trash"}).json()["code"] == "bulk.no_filter"
    wanted = {"action": "set", "field": "stage", "value": "lead", "filter": 'name = "Ana"'}
    begun = ada("POST", "/people/bulk-changes", wanted, Idempotency_Key="once")
    assert begun.status_code == 202 and begun["Location"].endswith(begun.json()["job"])
    ada("POST", "/people/bulk-changes", wanted, Idempotency_Key="once")
    assert Job.objects.count() == 1
    assert ada("GET", begun["Location"].removeprefix("/api/v1")).json()["state"] == "waiting"
    assert api_of("ben")("GET", f"/jobs/{begun.json()['job']}").status_code == 404


def test_a_file_is_sent_looked_at_and_checked(world, client_of, api_of):
    file = SimpleUploadedFile("people.csv", b"Name,E-mail\nAna,ana@example.org\n")
    sent = client_of("ada").post("/api/v1/imports", {"file": file, "kind": "people"})
    told = sent.json()
    assert (sent.status_code, told["state"], [column["field"] for column in told["columns"]][1]) == (
        201,
        "draft",
        "email",
    )
    ada = api_of("ada")
    begun = ada("POST", f"/imports/{told['id']}/check")
    assert (begun.status_code, begun.json()["state"]) == (202, "checking")
    assert api_of("ben")("GET", f"/imports/{told['id']}").status_code == 404
    assert not Person.objects.exists()


def test_settings_teams_and_accounts_are_the_administrators(world, api_of):
    ada, ruth = api_of("ada"), api_of("administrator")
    for path in ("/settings/organisation", "/settings/rates", "/settings/visibility", "/accounts", "/invitations"):
        assert (ada("GET", path).status_code, ruth("GET", path).status_code) == (403, 200), path
    etag = ruth("GET", "/settings/organisation")["ETag"]
    assert ada("PATCH", "/settings/organisation", {"name": "Mine"}, If_Match=etag).status_code == 403
    assert ruth("PATCH", "/settings/organisation", {"name": "Acme"}, If_Match=etag).json()["name"] == "Acme"
    assert organisation().name == "Acme"
    team = ruth("POST", "/teams", {"name": "North"}).json()
    assert ruth("PUT", f"/teams/{team['id']}/members/{world.accounts['cleo'].uid}").status_code == 204
    assert [one["name"] for one in ada("GET", f"/teams/{team['id']}").json()["members"]] == ["Cleo Outside"]
    assert ada("POST", "/teams", {"name": "South"}).status_code == 403


def test_every_operation_of_the_document_has_a_scope_its_refusals_and_a_name_of_its_own():
    document = api.document()
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) > 100
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert "x-scope" in one and {401, 403, 429} <= set(one["responses"]), one["operationId"]
        for status, answer in one["responses"].items():
            if status >= 400:
                assert list(answer["content"]) == ["application/problem+json"]
