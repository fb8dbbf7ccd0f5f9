"""What people upload is judged by its bytes, kept under a name of ours, and comes back only as a file to save."""

import resource
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amity.records.imports.models import Import
from tests.security.hostile_files import HARMLESS, NAMES, REFUSED

MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def data_folder(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path / "data"
    return settings.DATA_FOLDER


def upload(client, name, content, kind="text/csv"):
    """Send a file as a program might: Django's own client would tidy the name up."""
    edge = "------edge"
    fields = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in (("kind", "people"), ("source", "file"))
    )
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    body = fields.encode() + head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    return client.generic("POST", "/imports/new", body, content_type=f"multipart/form-data; boundary={edge}")


def kept(folder: Path):
    return [path for path in folder.rglob("*") if path.is_file()]


def peak_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_a_hostile_file_is_refused_in_words_and_not_kept(world, client_of, data_folder, case):
    name, make, kind = REFUSED[case]
    client, content, before, started = client_of("ada"), make(), peak_memory(), time.process_time()
    answer = upload(client, name, content, kind)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not Import.objects.exists() and kept(data_folder) == []
    assert time.process_time() - started < 5
    assert peak_memory() - before < 100 * MEGABYTE


@pytest.mark.parametrize("case", sorted(HARMLESS))
def test_a_file_that_gives_orders_is_not_obeyed(world, client_of, data_folder, case):
    name, make, kind = HARMLESS[case]
    client, content, before, started = client_of("ada"), make(), peak_memory(), time.process_time()
    client.raise_request_exception = False
    answer = upload(client, name, content, kind)
    assert answer.status_code in (302, 422)
    text = answer.content.decode()
    if answer.status_code == 302:
        page = client.get(answer["Location"])
        assert page.status_code == 200
        text += page.content.decode()
    assert "root:x:" not in text and "haha" not in text
    assert {path.parent for path in kept(data_folder)} <= {data_folder / "files" / "imports"}
    assert time.process_time() - started < 10
    assert peak_memory() - before < 200 * MEGABYTE


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_decides_neither_place_nor_header(world, client_of, data_folder, name):
    client = client_of("ada")
    answer = upload(client, name, b"Name,Email\nAna,not-an-address\n")
    if answer.status_code == 422:
        assert not Import.objects.exists() and kept(data_folder) == []
        return
    the_import = Import.objects.get()
    (path,) = kept(data_folder)
    assert path.parent == data_folder / "files" / "imports" and len(path.name) == 32 and path.name.isalnum()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "/" not in the_import.file_name and "\\.." not in the_import.file_name
    page = client.get(f"/imports/{the_import.uid}")
    assert page.status_code == 200 and "<img src=x" not in page.content.decode()
    back = client.get(f"/imports/{the_import.uid}/left-out")
    assert back.status_code == 200
    assert back["Content-Disposition"].startswith("attachment;")
    assert back["Content-Type"] == "text/csv; charset=utf-8" and back["X-Content-Type-Options"] == "nosniff"
    assert (
        "Set-Cookie" not in back and "\n" not in back["Content-Disposition"] and "\r" not in back["Content-Disposition"]
    )


def test_what_was_uploaded_has_no_address_of_its_own(world, client_of, data_folder):
    client = client_of("ada")
    upload(client, "people.csv", b"Name,Email\nAna,a@example.org\n")
    (path,) = kept(data_folder)
    for address in (
        f"/files/imports/{path.name}",
        f"/static/{path.name}",
        f"/imports/{path.name}",
        f"/media/{path.name}",
    ):
        answer = client.get(address)
        assert answer.status_code == 404 or b"a@example.org" not in answer.content


def test_a_file_of_rates_is_text_of_at_most_five_megabytes(world, client_of):
    client = client_of("administrator")
    for content in (
        b"USD,2026-11-22,0.9\n" * 300_000,
        b"\xff\xfe\x00",
        b"<script>alert(1)</script>",
        bytes(1000),
        b'"' * 9999,
    ):
        file = SimpleUploadedFile("rates.csv", content, content_type="text/csv")
        answer = client.post("/settings/rates/file", {"file": file})
        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()
