"""A POST with an `Idempotency-Key` is carried out once, however often it is sent.

The answer is kept in the transaction of what was done: a process killed in between leaves neither. A second request
with the same key waits for the first one's transaction and gets its answer. What was refused is not kept, for nothing
was done.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.api.models import KeptAnswer
from amity.kernel.api.problems import ApiRefusal
from amity.kernel.commands import run_in_unit

KEPT = timedelta(days=1)
LONGEST = 200
_HEADERS = ("Location", "ETag", "Content-Type")


def once(request: HttpRequest, caller: str, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Carry out `work`, or give the answer it gave before. Refuses 422 for a key of another request."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return work()
    if len(key) > LONGEST or not key.isprintable():
        raise ApiRefusal(
            422, "idempotency.bad_key", _("An idempotency key has at most %(most)d printable characters.")
            % {"most": LONGEST}, field="Idempotency-Key", fix=_("Send a UUID."),
        )  # fmt: skip
    said = sha256(f"{request.method} {request.get_full_path()}\n".encode() + _body(request)).hexdigest()

    def carried_out() -> HttpResponse:
        if not _begun(caller, key, said):
            return _kept(caller, key, said)
        answer = work()
        headers = {name: answer[name] for name in _HEADERS if answer.has_header(name)}
        KeptAnswer.objects.filter(caller=caller, key=key).update(
            status=answer.status_code, headers=headers, body=answer.content.decode()
        )
        return answer

    return run_in_unit(carried_out)


def forget_old_answers() -> int:
    """Delete answers kept for a day; return how many."""
    return KeptAnswer.objects.filter(kept_at__lt=timezone.now() - KEPT).delete()[0]


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RawPostDataException:
        # A form with a file has been read already: what came of it stands for it.
        digest = sha256(repr(sorted(request.POST.items())).encode())
        for name, file in sorted(request.FILES.items()):
            digest.update(f"{name} {getattr(file, 'name', '')}".encode())
            for chunk in file.chunks():  # type: ignore[union-attr]
                digest.update(chunk)
            file.seek(0)  # type: ignore[union-attr]
        return digest.digest()


def _begun(caller: str, key: str, said: str) -> bool:
    """Claim the key; on PostgreSQL this waits for whoever claimed it first, on SQLite the transaction did."""
    KeptAnswer.objects.filter(caller=caller, key=key, kept_at__lt=timezone.now() - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_kept_answer (caller, key, request_hash, status, headers, body, kept_at)"
            " VALUES (%s, %s, %s, 0, %s, '', %s) ON CONFLICT (caller, key) DO NOTHING",
            [caller, key, said, "{}", timezone.now()],
        )
        return cursor.rowcount == 1


def _kept(caller: str, key: str, said: str) -> HttpResponse:
    found = KeptAnswer.objects.get(caller=caller, key=key)
    if found.request_hash != said:
        raise ApiRefusal(
            422, "idempotency.other_request", _("This key was used for another request."), field="Idempotency-Key",
            fix=_("Send a new key with every new request, the same one only when you repeat a request."),
        )  # fmt: skip
    answer = HttpResponse(found.body, status=found.status, headers=found.headers)
    answer["Idempotent-Replayed"] = "true"
    return answer
