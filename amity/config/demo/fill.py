"""Fill an empty data folder with the demo company, through the same set commands an import uses."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from django.utils import timezone

from amity.config.demo.buying import Buyer, Ware, draw_habit, draw_likes, draw_orders, draw_stage
from amity.config.demo.catalogue import CATALOGUE
from amity.config.demo.colleagues import COLLEAGUES, PASSWORD
from amity.config.demo.people import draw_companies, draw_person
from amity.config.demo.talking import draw_talk
from amity.customers.activities.commands import log_call, log_meeting
from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import create_companies
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import OrderDraft
from amity.customers.people.commands import create_people
from amity.kernel.commands import Actor, Origin, Role, SetResult, unit_of_work
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.records.notes.commands import write_note
from amity.records.samples.commands import note_samples
from amity.workspace.accounts.commands.accounts import write_account
from amity.workspace.accounts.queries import has_accounts
from amity.workspace.settings.commands import set_up
from amity.workspace.teams.commands import add_member, create_team

SEED = 20_260
PEOPLE, COMPANIES, TALKS = 2_000, 300, 420
ORDERS_A_CALL, RECORDS_A_CALL = 200, 400

Say = Callable[[str], None]
T = TypeVar("T")


def fill_when_empty(*, say: Say) -> None:
    """Fill the database at hand unless somebody has an account in it; under a minute on two cores."""
    if has_accounts():
        say("The demo company is there already.")
        return
    started = time.monotonic()
    say("Filling the demo company …")
    Filling(say).run()
    say(f"Filled in {time.monotonic() - started:.0f} s.")


class Filling:
    """One run: draws with one seed, writes with origin `demo`, tells how far it is."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.by = Actor.system(origin=Origin.DEMO)
        self.random = Random(SEED)  # noqa: S311 - the same company every time; nothing secret
        self.now = timezone.now().replace(microsecond=0)

    def run(self) -> None:
        self._people_who_work_here()
        wares = self._products()
        companies = self._companies()
        buyers = self._people(companies, wares)
        orders = self._orders(buyers, wares)
        self._talks(buyers)
        while catch_up_all():
            pass
        self.say(f"  {len(companies)} companies, {PEOPLE:,} people, {len(wares)} products, {orders:,} orders")

    def _people_who_work_here(self) -> None:
        """Accounts and teams; `owners` become (account id, team id) of those whom customers are given to."""
        with unit_of_work():
            set_up(
                organisation="Lindenhof Coffee Roasters",
                home_currency="EUR",
                time_zone="Europe/Berlin",
                default_region="DE",
                name=COLLEAGUES[0].name,
                email=COLLEAGUES[0].email,
                password=PASSWORD,
                by=self.by,
            )
            teams = {
                name: create_team(name=name, by=self.by) for name in dict.fromkeys(c.team for c in COLLEAGUES if c.team)
            }
            self.owners: list[tuple[int, int]] = []
            for colleague in COLLEAGUES[1:]:
                account = write_account(
                    email=colleague.email,
                    name=colleague.name,
                    role=Role(colleague.role),
                    password=PASSWORD,
                    way="demo",
                    by=self.by,
                    time_zone="Europe/Berlin",
                )
                team = teams[str(colleague.team)]
                add_member(team.uid, account_uid=account.uid, by=self.by)
                if colleague.role == Role.MEMBER:
                    self.owners.append((account.pk, team.pk))

    def _products(self) -> list[Ware]:
        drafts: list[ProductDraft] = []
        weights = []
        for category, wares in CATALOGUE.items():
            for name, price, weight in wares:
                micro = round(float(price) * 100) * 10_000
                drafts.append(
                    ProductDraft(
                        name=name,
                        code=f"L{len(drafts) + 101}",
                        category=category,
                        currency="EUR",
                        unit_price=micro,
                        unit_cost=micro * self.random.randrange(35, 65) // 100,
                        external_ids=[("shop", f"L{len(drafts) + 101}")],
                    )
                )
                weights.append(weight)
        ids = self._written(PRODUCT, create_products, drafts)
        return [
            Ware(product_id, draft.name, draft.unit_price or 0, weight)
            for product_id, draft, weight in zip(ids, drafts, weights, strict=True)
        ]

    def _companies(self) -> list[tuple[int, str, int, int]]:
        """(company id, domain, owner, team) of each."""
        drafts = draw_companies(self.random, COMPANIES, self.now, self.owners)
        ids = [
            company_id
            for part in _parts(drafts, RECORDS_A_CALL)
            for company_id in self._written(COMPANY, create_companies, part)
        ]
        return [
            (company_id, draft.domains[0], draft.owner_id or 0, draft.team_id or 0)
            for company_id, draft in zip(ids, drafts, strict=True)
        ]

    def _people(self, companies: list[tuple[int, str, int, int]], wares: list[Ware]) -> list[Buyer]:
        drafts = [
            draw_person(
                self.random,
                index,
                self.now,
                employer=self.random.choice(companies) if self.random.random() < 0.3 else None,
                owner=self.random.choice(self.owners),
            )
            for index in range(PEOPLE)
        ]
        habits = [draw_habit(self.random, works_in_a_company=bool(draft.companies)) for draft in drafts]
        for draft, habit in zip(drafts, habits, strict=True):
            draft.stage = draw_stage(self.random, habit)
        ids = [
            person_id
            for part in _parts(drafts, RECORDS_A_CALL)
            for person_id in self._written(PERSON, create_people, part)
        ]
        return [
            Buyer(
                person_id,
                draft.companies[0].company_id if draft.companies else None,
                draft.occurred_at or self.now,
                habit,
                draw_likes(self.random, wares),
            )
            for person_id, draft, habit in zip(ids, drafts, habits, strict=True)
        ]

    def _orders(self, buyers: list[Buyer], wares: list[Ware]) -> int:
        """Orders of everybody in order of time, so that ids and numbers rise with it."""
        drafts = [
            order
            for buyer in buyers
            if buyer.habit != "never"
            for order in draw_orders(self.random, buyer, wares, self.now)
        ]
        drafts.sort(key=_when)
        for index, draft in enumerate(drafts):
            draft.number = f"{10_001 + index}"
            draft.external_ids = [("shop", draft.number)]
        for part in _parts(drafts, ORDERS_A_CALL):
            self._written(ORDER, create_orders, part)
        return len(drafts)

    def _written(self, kind: int, create: Callable[..., SetResult], drafts: Sequence[Any]) -> list[int]:
        """The ids of the new records, which are noted as samples in the same transaction."""
        with unit_of_work():
            ids = create(drafts, by=self.by).written
            note_samples(kind, ids, by=self.by)
        return ids

    def _talks(self, buyers: list[Buyer]) -> None:
        authors = [owner for owner, _team in self.owners]
        for _talk in range(TALKS):
            buyer = self.random.choice(buyers)
            kind, text, when, minutes = draw_talk(self.random, buyer.since, self.now)
            ref = Ref(PERSON, buyer.person_id)
            by = replace(self.by, account_id=self.random.choice(authors))
            if kind == "note":
                write_note(ref, text=text, occurred_at=when, by=by)
            elif kind == "call":
                log_call(ref, text=text, occurred_at=when, minutes=minutes, by=by)
            else:
                log_meeting(ref, text=text, occurred_at=when, minutes=minutes, by=by)


def _parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _when(draft: OrderDraft) -> datetime:
    assert draft.ordered_at is not None
    return draft.ordered_at
