"""The pages of imports, walked as a person does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amity.kernel.jobs.models import Job
from amity.kernel.jobs.running import run_waiting_jobs
from amity.records.imports.models import Import, ImportRow
from amity.records.imports.states import State
from amity.records.imports.tests.importing import imported, written

ORDERS = "Order ID,Order Date,Customer Name,Total\n1,2024-02-01,Ann,10.00\n2,2024-02-31,Bo,5\n"
PEOPLE = "Name;E-Mail;Status\nAnn;ann@example.com;x\nBo;bo@;y\n"

SignIn = Callable[[str], Client]


def uploaded(client: Client, text: str, **data: str) -> Import:
    file = SimpleUploadedFile("list.csv", text.encode())
    answer = client.post("/imports/new", {"file": file, **data})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.get(uid=answer.headers["Location"].split("/")[2])


def form_of(the_import: Import) -> dict[str, str]:
    """What the page of fields sends when nothing is changed."""
    data = {f"field-{link['column']}": link["field"] for link in the_import.mapping}
    return data | {"source": the_import.source, "existing": "update"}


def test_from_upload_to_report(client_of: SignIn) -> None:
    client = client_of("ada")
    the_import = uploaded(client, PEOPLE, kind="people")
    page = client.get(f"/imports/{the_import.uid}").content.decode()
    assert "E-Mail" in page and "ann@example.com" in page
    assert client.post(f"/imports/{the_import.uid}/meaning", form_of(the_import)).status_code == 302
    preview = client.get(f"/imports/{the_import.uid}").content.decode()
    assert "Import 1 row" in preview and "is not an e-mail address" in preview
    assert not ImportRow.objects.exists()
    assert client.post(f"/imports/{the_import.uid}/run").status_code == 302
    running = client.get(f"/imports/{the_import.uid}").content.decode()
    assert "hx-get" in running and "Stop" in running
    assert client.get(f"/imports/{the_import.uid}/progress").status_code == 200
    assert run_waiting_jobs("long") == 1
    over = client.get(f"/imports/{the_import.uid}/progress")
    assert (over.status_code, over.headers["HX-Refresh"]) == (204, "true")
    report = client.get(f"/imports/{the_import.uid}").content.decode()
    assert "1 row stayed out" in report and "Ann" in report
    wrong = client.get(f"/imports/{the_import.uid}?outcome=wrong").content.decode()
    assert "bo@" in wrong
    file = client.get(f"/imports/{the_import.uid}/left-out")
    assert "attachment" in file.headers["Content-Disposition"]
    assert b"Import problem" in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert client.get("/imports").status_code == 200


def test_the_currency_is_asked_and_a_wrong_way_to_read_can_be_changed(client_of: SignIn) -> None:
    client = client_of("ada")
    the_import = uploaded(client, ORDERS)
    answer = client.post(f"/imports/{the_import.uid}/meaning", form_of(the_import))
    assert answer.status_code == 422 and "Say which currency" in answer.content.decode()
    reading = {"kind": "orders", "encoding": "utf-8", "delimiter": ";", "head_rows": "0", "has_header": "on"}
    assert client.post(f"/imports/{the_import.uid}/reading", reading).status_code == 302
    the_import.refresh_from_db()
    assert len(the_import.columns) == 1
    client.post(f"/imports/{the_import.uid}/reading", reading | {"delimiter": ","})
    the_import.refresh_from_db()
    assert len(the_import.columns) == 4
    answer = client.post(f"/imports/{the_import.uid}/meaning", form_of(the_import) | {"currency": "EUR"})
    assert answer.status_code == 302
    the_import.refresh_from_db()
    assert the_import.preview["counts"]["new"] == 1 and the_import.preview["counts"]["wrong"] == 1


def test_a_big_file_is_checked_by_a_job(client_of: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amity.records.imports.pages.CHECKED_AT_ONCE", 10)
    client = client_of("ada")
    the_import = uploaded(client, PEOPLE, kind="people")
    client.post(f"/imports/{the_import.uid}/meaning", form_of(the_import))
    the_import.refresh_from_db()
    assert the_import.state == State.CHECKING
    assert "Nothing is written yet" in client.get(f"/imports/{the_import.uid}").content.decode()
    run_waiting_jobs("long")
    the_import.refresh_from_db()
    assert the_import.state == State.READY


def test_what_is_no_table_is_refused_with_cause_and_fix(client_of: SignIn) -> None:
    file = SimpleUploadedFile("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    answer = client_of("ada").post("/imports/new", {"file": file})
    assert answer.status_code == 422 and "picture" in answer.content.decode()
    assert not Import.objects.exists()


def test_imports_are_seen_by_who_made_them_and_administrators(world: Any, client_of: SignIn, tmp_path: Path) -> None:
    done = imported(written(tmp_path, PEOPLE), world.ada, kind="people")
    for key, status in (("ada", 200), ("administrator", 200), ("ben", 404), ("cleo", 404)):
        assert client_of(key).get(f"/imports/{done.uid}").status_code == status, key
    assert client_of("reader").get("/imports/new").status_code == 403
    assert client_of("reader").post("/imports/new", {}).status_code == 403


def test_cancelling_the_job_lets_the_import_rest_and_go_on_later(world: Any, client_of: SignIn) -> None:
    client = client_of("ada")
    the_import = uploaded(client, PEOPLE, kind="people")
    client.post(f"/imports/{the_import.uid}/meaning", form_of(the_import))
    client.post(f"/imports/{the_import.uid}/run")
    Job.objects.update(cancel_requested=True)
    run_waiting_jobs("long")
    the_import.refresh_from_db()
    assert the_import.state == State.CANCELLED
    assert "Go on after the last row" in client.get(f"/imports/{the_import.uid}").content.decode()
    client.post(f"/imports/{the_import.uid}/run")
    run_waiting_jobs("long")
    the_import.refresh_from_db()
    assert the_import.state == State.DONE and the_import.counts == {"new": 1, "wrong": 1}


def test_an_import_can_be_removed_with_its_file(world: Any, client_of: SignIn, tmp_path: Path, settings: Any) -> None:
    done = imported(written(tmp_path, PEOPLE), world.ada, kind="people")
    client = client_of("ada")
    assert client.get(f"/imports/{done.uid}/deletion").status_code == 200
    assert client.post(f"/imports/{done.uid}/deletion").status_code == 302
    assert not Import.objects.exists() and not ImportRow.objects.exists()
    assert not (Path(settings.DATA_FOLDER) / done.stored_as).exists()
