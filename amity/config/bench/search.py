"""CPU of the palette's answer while somebody types: beginnings of words, and one typo, for who sees all and for who
sees their own."""

from collections.abc import Iterator

from django.test import Client

from amity.config.bench.bars import Bar
from amity.config.bench.machine import cpu_milliseconds
from amity.config.bench.pages import page, signed_in
from amity.customers.people.models import Person
from amity.kernel.bulk import count_rows_anew
from amity.kernel.search import tidy
from amity.records.kinds.numbers import PERSON
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.accounts.models import Account

PREFIX, TYPO = 30, 100


def measure_search() -> Iterator[Bar]:
    """Measure what one letter more costs, for names that are frequent in the house."""
    person = Person.objects.order_by("pk")[Person.objects.count() // 2]
    given, family = person.name_key.split()[0], person.name_key.split()[-1]
    typed = [given[:n] for n in (1, 2, 3)] + [given, f"{given} {family[0]}", f"{given} {family[:4]}"]
    typed += ["151 55", "0151 5550"]
    for who, client in (("all", signed_in()), ("their own", _narrow())):
        for words in typed:
            # Who sees a hundredth of the house finds little with two words: a typo is allowed for as well.
            is_rare = who == "their own" and " " in words
            yield _bar(words, who, client, TYPO if is_rare else PREFIX, "few hits, so one typo too" if is_rare else "")
        for words in (_swapped(given), f"{_swapped(given)} {_swapped(family)}", f"q{given[1:]}", "xqzvw"):
            yield _bar(words, who, client, TYPO, "one typo")
    Visibility.objects.filter(record_kind=PERSON).delete()


def _bar(words: str, who: str, client: Client, limit: float, note: str = "") -> Bar:
    spent = cpu_milliseconds(page(client, f"/palette?q={words}"), warm=5, times=40, rounds=3)
    return Bar(f"search “{words}”, seeing {who}", spent, limit, note=note)


def _swapped(word: str) -> str:
    """The word with two letters in the wrong order."""
    return f"{word[:1]}{word[2:3]}{word[1:2]}{word[3:]}"


def _narrow() -> Client:
    """A browser of a member who sees the people they own: a hundredth of the house."""
    member = Account.objects.filter(role="member").order_by("pk").first()
    if member is None:
        administrator = Account.objects.order_by("pk")[0]
        member = Account.objects.create(
            email="narrow@example.org", email_key="narrow@example.org", name="Narrow", role="member",
            time_zone=administrator.time_zone,
        )  # fmt: skip
    if not Person.objects.filter(owner=member).exists():
        few = Person.objects.order_by("pk")[: Person.objects.count() // 100].values_list("pk", flat=True)
        Person.objects.filter(pk__in=list(few)).update(owner=member)
        # What chores do in a house that is in use.
        tidy(Person)
        count_rows_anew(share=200)
    Visibility.objects.update_or_create(record_kind=PERSON, defaults={"reach": Reach.OWN})
    client = Client(headers={"host": "localhost", "accept-encoding": "identity"})
    client.force_login(member)
    return client
