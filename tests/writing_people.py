"""The processes of the drill of writers. `prepare PEOPLE` makes people and a token, `write ADDRESS SECONDS SEED`, given
those on standard input, edits them through the API, `look` tells what is stored; each prints JSON."""

import http.client
import json
import random
import sys
import time
from typing import Any
from urllib.parse import urlsplit

# One edit in so many sends several people at once, in an order of its own: what deadlocks come from.
BATCH_EVERY = 4


class Writer:
    """One program with one connection, that reads a person, counts one up, and sends it back."""

    def __init__(self, address: str, house: dict[str, Any], seed: int) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        self.headers = {"Authorization": f"Bearer {house['token']}", "Content-Type": "application/json"}
        self.people: list[str] = house["people"]
        self.chance, self.seed, self.edits = random.Random(seed), seed, 0
        # (person, version it has since, what was written or "" for a batch)
        self.accepted: list[tuple[str, int, str]] = []
        self.stale, self.waits, self.wrong = 0, [], []

    def run(self, seconds: float) -> dict[str, Any]:
        """Edit until the time is over."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.wrong:
            self.edits += 1
            if self.edits % BATCH_EVERY:
                self.edit_one(self.chance.choice(self.people))
            else:
                self.edit_several(self.chance.sample(self.people, min(4, len(self.people))))
        return {"accepted": self.accepted, "stale": self.stale, "waits": self.waits, "wrong": self.wrong}

    def edit_one(self, person: str) -> None:
        """Read, count up, send; then once more from what was just written, which only its own ETag allows."""
        read = self.ask("GET", f"/api/v1/people/{person}?fields=about", None, {200})
        if read is None:
            return
        etag, number = read["headers"]["ETag"], int(read["body"]["about"].split(" ")[0])
        for step in (1, 2):
            mark = f"{number + step} by {self.seed}.{self.edits}"
            done = self.ask("PATCH", f"/api/v1/people/{person}", {"about": mark}, {200, 412}, {"If-Match": etag})
            if done is None or done["status"] == 412:
                self.stale += done is not None
                return
            self.accepted.append((person, done["body"]["version"], mark))
            etag = done["headers"]["ETag"]

    def edit_several(self, people: list[str]) -> None:
        items = [{"id": person, "language": self.chance.choice(["de", "en", "fr", "nl"])} for person in people]
        done = self.ask("PUT", "/api/v1/people/batch", {"items": items}, {200})
        for row in done["body"]["rows"] if done else ():
            if row["status"] == "changed":
                self.accepted.append((row["id"], row["version"], ""))
            elif row["status"] != "unchanged":
                self.wrong.append(f"batch: {row}")

    def ask(
        self, method: str, path: str, body: Any, expected: set[int], headers: dict[str, str] | None = None
    ) -> dict[str, Any] | None:
        """The answer; None, and a line in `wrong`, for one that should not be."""
        started = time.perf_counter()
        try:
            self.connection.request(method, path, json.dumps(body) if body else None, self.headers | (headers or {}))
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(f"{method} {path}: {error!r}")
            return None
        self.waits.append(round((time.perf_counter() - started) * 1000, 1))
        if answer.status not in expected:
            self.wrong.append(f"{method} {path}: {answer.status} {text[:500]}")
            return None
        return {"status": answer.status, "headers": answer.headers, "body": json.loads(text)}


def prepare(people: int) -> dict[str, Any]:
    """A member with a token, and people without an owner."""
    from amity.customers.people.commands import create_people
    from amity.customers.people.drafts import PersonDraft
    from amity.customers.people.models import Person
    from amity.kernel.commands import Actor
    from amity.workspace.accounts.models import Account
    from amity.workspace.settings.commands import set_up
    from amity.workspace.tokens.commands import make_token

    set_up(
        organisation="Writers", home_currency="EUR", time_zone="UTC", default_region="DE", name="Ada",
        email="ada@example.org", password="eight writers at once", by=Actor.system(),
    )  # fmt: skip
    ada = Account.objects.get().actor()
    drafts = [PersonDraft(full_name=f"Person {number}", about="0 by nobody") for number in range(people)]
    ids = create_people(drafts, by=ada).written
    token = make_token(name="Writers", role="member", scopes=["read:person", "write:person"], by=ada)
    uids = Person.objects.filter(pk__in=ids).values_list("uid", flat=True)
    return {"token": token.secret, "people": [str(uid) for uid in uids]}


def look() -> dict[str, Any]:
    """Of each person: version, what was written last, and every change of it as the facts tell, in their order."""
    from django.db import connection

    from amity.customers.people.models import Person
    from amity.kernel.facts.models import StoredFact

    uids = dict(Person.objects.values_list("pk", "uid"))
    people = {
        str(uid): {"version": version, "about": about, "told": []}
        for uid, version, about in Person.objects.values_list("uid", "version", "about")
    }
    for data in StoredFact.objects.filter(kind="record.changed").order_by("id").values_list("data", flat=True):
        if data["record_id"] in uids:
            people[str(uids[data["record_id"]])]["told"].append(data["changes"])
    deadlocks = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            deadlocks = cursor.fetchone()[0]
    return {"people": people, "deadlocks": deadlocks}


def main() -> None:
    work, *arguments = sys.argv[1:]
    if work == "write":
        address, seconds, seed = arguments
        found = Writer(address, json.load(sys.stdin), int(seed)).run(float(seconds))
    else:
        import os

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
        import django

        django.setup()
        found = prepare(int(arguments[0])) if work == "prepare" else look()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
