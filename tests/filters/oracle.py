"""What a filter means, said once more in plain Python: loops over plain rows, nothing shared with the compiler."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from amity.customers.contact.places import country_code
from amity.kernel.commands import Actor
from amity.kernel.filters.nodes import And, Happened, Node, Not, Or
from amity.kernel.text import sort_key
from tests.filters.house import House
from tests.filters.plain import Money, Row, YesNo
from tests.filters.values import FIELDS

OPPOSITE = {"!=": "=", "not in": "in", "does not contain": "contains", "is empty": "is not empty"}
RELATED = {("person", "company"): "company", ("company", "parent"): "company"} | {
    ("order", name): name for name in ("person", "company", "product")
}


class Oracle:
    """Answers for one viewer. `reach` is how far members see each kind, `accounts` and `teams` are names by id."""

    def __init__(
        self,
        house: House,
        viewer: Actor,
        reach: dict[str, str],
        accounts: dict[int, tuple[str, str]],
        teams: dict[int, str],
        mates: set[int],
        first_weekday: int,
    ) -> None:
        self.house, self.viewer, self.reach, self.accounts, self.teams = house, viewer, reach, accounts, teams
        self.mates, self.first_weekday = mates, first_weekday
        self.zone = ZoneInfo(viewer.time_zone)
        self.today = house.now.astimezone(self.zone).date()

    def found(self, kind: str, node: Node | None) -> set[int]:
        return {pk for pk, row in self.visible(kind).items() if node is None or self.holds(kind, row, node)}

    def visible(self, kind: str) -> dict[int, Row]:
        reach = "everyone" if self.viewer.is_administrator else self.reach.get(kind, "everyone")

        def seen(row: Row) -> bool:
            if reach == "everyone":
                return True
            if row["owner_id"] == self.viewer.account_id:
                return True
            return reach == "team" and (row["owner_id"] in self.mates or row["team_id"] in self.viewer.team_ids)

        return {pk: row for pk, row in self.house.rows[kind].items() if seen(row)}

    def holds(self, kind: str, row: Row, node: Node) -> bool:
        if isinstance(node, And):
            return all(self.holds(kind, row, item) for item in node.items)
        if isinstance(node, Or):
            return any(self.holds(kind, row, item) for item in node.items)
        if isinstance(node, Not):
            return not self.holds(kind, row, node.item)
        if isinstance(node, Happened):
            return self._happened(kind, row, node)
        operator = OPPOSITE.get(node.operator, node.operator)
        answer = self._positive(kind, row, node.field, operator, node.values)
        return answer if operator == node.operator else not answer

    # Conditions

    def _positive(self, kind: str, row: Row, path: str, operator: str, values: tuple[str, ...]) -> bool:
        name, _dot, further = path.partition(".")
        if further:
            there = RELATED[kind, name]
            return any(
                self._positive(there, other, further, operator, values) for other in self._related(kind, row, name)
            )
        if (kind, name) in RELATED:
            return any(self._is_named(other, operator, values) for other in self._related(kind, row, name))
        has = [value for value in self.values(kind, row, name) if value not in (None, "")]
        if operator == "is not empty":
            return bool(has)
        if operator == "has all of":
            return all(any(self._fits(kind, name, value, "=", (wanted,)) for value in has) for wanted in values)
        return any(self._fits(kind, name, value, operator, values) for value in has)

    def _is_named(self, other: Row, operator: str, values: tuple[str, ...]) -> bool:
        if operator == "is not empty":
            return True
        title = other["number"] or other["title"] if "number" in other else other["name"]
        return any(value == f"#{other['uid']}" or sort_key(value) == sort_key(title) for value in values)

    def _related(self, kind: str, row: Row, name: str) -> list[Row]:
        seen = self.visible(RELATED[kind, name])
        around = self.house.around
        if kind == "person":
            ids = [job["company_id"] for job in around["jobs"][row["id"]]]
        elif name == "product":
            ids = [line["product_id"] for line in around["lines"][row["id"]]]
        else:
            ids = [row[f"{name}_id"]]
        return [seen[pk] for pk in ids if pk in seen]

    def values(self, kind: str, row: Row, name: str) -> Iterable[Any]:
        """What a record holds in a field, none, one or many."""
        return FIELDS[kind][name](self, row)

    def _fits(self, kind: str, name: str, value: Any, operator: str, values: tuple[str, ...]) -> bool:
        if name in ("owner", "team"):
            return any(self._means(name, value, wanted) for wanted in values)
        if isinstance(value, YesNo):
            return value.yes is (values[0] == "yes")
        if isinstance(value, datetime):
            return self._dated(value.astimezone(self.zone).date(), operator, values)
        if isinstance(value, Money):
            parts = [wanted.split(" ") for wanted in values]
            if any(currency != value.currency for _figure, currency in parts):
                return False
            return compared(value.amount, operator, [Decimal(figure) for figure, _currency in parts])
        if isinstance(value, int | Decimal):
            return compared(Decimal(value), operator, [Decimal(wanted) for wanted in values])
        fold = FOLDS.get(name, sort_key)
        if name in ("stage", "status"):
            fold = str
        if name == "phone":
            return self._phoned(value, operator, values)
        text, keys = fold(value), [fold(wanted) for wanted in values]
        if operator == "contains":
            return keys[0] in text
        if operator == "starts with":
            return text.startswith(keys[0])
        return text in keys

    def _phoned(self, value: str, operator: str, values: tuple[str, ...]) -> bool:
        if not value.startswith("+"):
            return False  # not to be read without guessing
        number = "+" + re.sub(r"\D", "", value)
        keys = [("+" if wanted.startswith("+") else "") + re.sub(r"\D", "", wanted) for wanted in values]
        keys = [key if key.startswith("+") else key.lstrip("0") for key in keys]
        if operator == "contains":
            return keys[0] in number
        return number.startswith(keys[0]) if operator == "starts with" else number in keys

    def _means(self, name: str, value: int, wanted: str) -> bool:
        if name == "team":
            return sort_key(self.teams[value]) == sort_key(wanted)
        if wanted == "me":
            return value == self.viewer.account_id
        full, mail = self.accounts[value]
        return sort_key(wanted) in (sort_key(full), mail)

    # Dates: the moment is brought to the viewer's calendar, not the calendar's day to a moment.

    def _dated(self, day: date, operator: str, values: tuple[str, ...]) -> bool:
        first, last = (self._days(value) for value in (values[0], values[-1]))
        answers: dict[str, Callable[[], bool]] = {
            "=": lambda: first[0] <= day < last[1],
            "between": lambda: first[0] <= day < last[1],
            "<": lambda: day < first[0],
            "<=": lambda: day < first[1],
            ">": lambda: day >= first[1],
            ">=": lambda: day >= first[0],
        }
        return answers[operator]()

    def _days(self, period: str) -> tuple[date, date]:
        words, today, one = period.split(" "), self.today, timedelta(days=1)
        if period in ("yesterday", "today", "tomorrow"):
            day = today + one * (("yesterday", "today", "tomorrow").index(period) - 1)
            return day, day + one
        if words[0] == "the":
            count = int(words[2]) if len(words) == 4 else 1
            if words[1] == "last":
                return later(today, words[-1], -count), today + one
            return today, later(today, words[-1], count) + one
        if words[0] in ("this", "last", "next"):
            step, start = {"last": -1, "this": 0, "next": 1}[words[0]], today
            while not self._begins(start, words[1]):
                start -= one
            start = later(start, words[1], step)
            return start, later(start, words[1], 1)
        if len(words) > 1:
            day = later(today, words[1], -int(words[0]) if words[-1] == "ago" else int(words[0]))
            return day, day + one
        parts = [int(part) for part in period.split("-")]
        start = date(*(*parts, 1, 1)[:3])
        return start, later(start, ("year", "month", "day")[len(parts) - 1], 1)

    def _begins(self, day: date, unit: str) -> bool:
        if unit == "week":
            return day.weekday() == self.first_weekday
        return day.day == 1 and (unit == "month" or day.month in {"quarter": (1, 4, 7, 10), "year": (1,)}[unit])

    # Behaviours

    def _happened(self, kind: str, row: Row, node: Happened) -> bool:
        times, worth = 0, Decimal(0)
        for at, counts, amount, things in self._occurrences(kind, row, node.behaviour):
            if node.window:
                first, last = self._days(node.window)
                day = at.astimezone(self.zone).date()
                if not {"in": first <= day < last, "since": day >= first, "before": day < first}[node.bound]:
                    continue
            if node.detail and not any(self._is_detail(thing, *node.detail) for thing in things):
                continue
            times += counts
            worth += amount
        have, figure = (worth, node.figure.split(" ")[0]) if node.measure == "amount" else (Decimal(times), node.figure)
        wanted = Decimal(figure)
        return {"at least": have >= wanted, "at most": have <= wanted, "exactly": have == wanted}[node.comparison]

    def _occurrences(self, kind: str, row: Row, behaviour: str) -> Iterable[tuple[datetime, int, Decimal, list[Row]]]:
        if behaviour == "event":
            for name, at in self.house.events[row["id"]] if kind == "person" else ():
                yield at, 1, Decimal(0), [{"event": name}]
            return
        if behaviour != "ordered":
            for at in self.house.happened[behaviour][row["id"]] if kind == "person" else ():
                yield at, 1, Decimal(0), []
            return
        products = self.visible("product")
        for order in self.visible("order").values():
            if order[f"{kind}_id"] == row["id"] and order["status"] not in ("cancelled", "draft"):
                ids = [line["product_id"] for line in self.house.around["lines"][order["id"]]]
                amount = Decimal(order["net_home"] or 0) / 100
                yield (
                    order["ordered_at"],
                    not order["is_refund"],
                    amount,
                    [products[pk] for pk in ids if pk in products],
                )

    def _is_detail(self, product: Row, name: str, word: str) -> bool:
        if name == "named":
            return word.lower() == product["event"]
        if name == "product":
            return sort_key(word) in (sort_key(product["name"]), sort_key(product["code"]))
        shelves = [sort_key(shelf) for shelf in (product["category__path"] or "").split(" > ")]
        wanted = sort_key(word)
        if " > " in wanted:
            path = " > ".join(shelves)
            return any(f" > {path} > ".find(f" > {wanted} > ") >= 0 for _ in (0,))
        return wanted in shelves

    def orders_of(self, kind: str, row: Row) -> list[Row]:
        """Of whomever: totals tell of all orders to whoever sees the customer."""
        return [
            order
            for order in self.house.rows["order"].values()
            if order[f"{kind}_id"] == row["id"] and order["status"] not in ("cancelled", "draft")
        ]


def compared(have: Decimal, operator: str, wanted: list[Decimal]) -> bool:
    if operator == "between":
        return wanted[0] <= have <= wanted[1]
    return {
        "=": have == wanted[0],
        "<": have < wanted[0],
        "<=": have <= wanted[0],
        ">": have > wanted[0],
        ">=": have >= wanted[0],
    }[operator]


def later(day: date, unit: str, count: int) -> date:
    """Some units later; the ends of time are kept."""
    unit = unit.rstrip("s")
    if unit in ("day", "week"):
        try:
            moved = day + timedelta(days=count * (7 if unit == "week" else 1))
        except OverflowError:
            moved = date.min if count < 0 else date.max
        return min(max(moved, date(1000, 1, 1)), date(8999, 12, 31))
    year, month = day.year, day.month
    total = year * 12 + month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = total // 12, total % 12 + 1
    if not 1000 <= year <= 8999:
        return date(1000, 1, 1) if count < 0 else date(8999, 12, 31)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def number_word(text: str) -> str:
    """R1 and R01 are one number."""
    return re.sub(r"\d+", lambda digits: digits[0].lstrip("0") or "0", sort_key(text))


FOLDS: dict[str, Callable[[str], str]] = {
    "country": lambda text: sort_key(country_code(text)),
    "number": number_word,
    "email": lambda text: text.strip().casefold(),
    "domains": lambda text: text.strip().casefold().removeprefix("www."),
    "currency": lambda text: text.strip().upper(),
}
