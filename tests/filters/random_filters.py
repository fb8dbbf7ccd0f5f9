"""Filters at random, of all that a catalogue has; values are near those that stand in the house."""

from random import Random
from typing import Any

from amity.kernel.filters import Catalogue, Type
from amity.kernel.filters.nodes import And, Condition, Happened, Node, Not, Or, joined
from amity.kernel.filters.periods import UNITS, canonical_period
from amity.kernel.filters.values import canonical_value
from tests.filters.house import EDGES
from tests.filters.oracle import Oracle

SPICE = str.maketrans({"o": "ö", "a": "À", "e": "é", "L": "Ł", "ß": "ss"})


class Maker:
    """Makes filters over one kind of an oracle's house."""

    def __init__(self, random: Random, catalogue: Catalogue, oracle: Oracle) -> None:
        self.random, self.catalogue, self.oracle = random, catalogue, oracle

    def tree(self, depth: int = 0) -> Node:
        chance = self.random.random()
        if depth < 3 and chance < 0.35:
            kind = And if self.random.random() < 0.5 else Or
            node = joined(kind, [self.tree(depth + 1) for _ in range(self.random.randint(2, 3))])
            assert node
            return node
        if depth < 3 and chance < 0.5:
            return Not(self.tree(depth + 1))
        if self.catalogue.behaviours and chance < 0.72:
            return self._happened()
        return self._condition()

    def _condition(self) -> Condition:
        name = self.random.choice(list(self.catalogue.fields))
        relation = self.catalogue.fields[name]
        there = self.catalogue.open(relation)
        path, catalogue = name, self.catalogue
        if there and self.random.random() < 0.5:
            path, catalogue = f"{name}.{self.random.choice(list(there.fields))}", there
        found = self.catalogue.find(path)
        assert found
        operator = self.random.choice(found.field.allowed)
        count = {"between": 2, "in": 2, "not in": 2, "has all of": 2}.get(
            operator, 0 if operator.endswith("empty") else 1
        )
        values = [canonical_value(found.field, self._value(catalogue, found.field), catalogue) for _ in range(count)]
        if operator == "between" and self.random.random() < 0.8:
            values.sort(key=lambda value: (len(value), value))
        return Condition(path, operator, tuple(values if operator == "between" else dict.fromkeys(values)))

    def _value(self, catalogue: Catalogue, field: Any) -> str:
        choose = self.random.choice
        if field.type in (Type.DATE, Type.MOMENT):
            return self.period()
        if field.type == Type.YES_NO:
            return choose(["yes", "no"])
        if field.type == Type.CHOICE:
            return choose(field.choices).value or "lead"
        if field.type == Type.NUMBER:
            return choose(["0", "1", "2", "7", "6.5", "-1", "200"])
        if field.type == Type.MONEY:
            figure = choose(["0", "1", "2.5", "5", "50", "123.45", "123.456", "-7", "250", "300"])
            return f"{figure} {choose(['EUR', 'USD', 'JPY']) if field.currency else 'EUR'}"
        if field.name == "owner":
            return choose(["me", "Ada Lovelace", "BEN OKRI", "cleo@example.org", "nobody"])
        if field.name == "team":
            return choose(["Sales", "service", "x"])
        if field.type == Type.RELATION:
            row = choose(list(self.oracle.house.rows[field.kind].values()))
            return (
                self._spiced(row.get("name") or row.get("number") or "R1")
                if self.random.random() < 0.6
                else f"#{row['uid']}"
            )
        if field.name == "phone":
            return choose(["+49 1515 5500172", "5500", "+48", "030 123456", "0151"])
        rows = list(self.oracle.house.rows[catalogue.kind].values())
        texts = [str(text) for row in rows for text in self.oracle.values(catalogue.kind, row, field.name) if text]
        text = choose(texts or ["x"])
        if self.random.random() < 0.3:
            start = self.random.randrange(len(text))
            text = text[start : start + 3]
        return self._spiced(text) if field.key_of(self._spiced(text)) else "x"

    def _spiced(self, text: str) -> str:
        text = self.random.choice([str, str.upper, str.lower, lambda word: word.translate(SPICE)])(text)
        return text if text.strip() and not text.startswith("#") else "x"

    def period(self) -> str:
        choose, count = self.random.choice, self.random.choice([1, 2, 3, 7, 30, 90, 365, 4000])
        unit = choose(UNITS)
        return choose(
            [
                "today",
                "yesterday",
                "tomorrow",
                choose(EDGES),
                choose(EDGES),
                choose(EDGES)[:7],
                choose(EDGES)[:4],
                f"{choose(['this', 'last', 'next'])} {choose(UNITS[1:])}",
                f"the {choose(['last', 'next'])} {count} {unit}s",
                f"the last {choose([30, 90])} days",
                f"{count} {unit}s {choose(['ago', 'from now'])}",
            ]
        )

    def _happened(self) -> Happened:
        choose = self.random.choice
        behaviour = choose(list(self.catalogue.behaviours.values()))
        is_worth = bool(behaviour.amount) and self.random.random() < 0.3
        window = self.period() if self.random.random() < 0.7 else ""
        detail = None
        if behaviour.name == "event" and self.random.random() < 0.6:
            detail = ("named", choose(["signed_up", "App.Opened", "never.told"]))
        elif behaviour.name == "ordered" and behaviour.details and self.random.random() < 0.3:
            detail = choose(
                [
                    ("product", "BROTMESSER"),
                    ("product", "k2"),
                    ("product", "nix"),
                    ("category", "messer"),
                    ("category", "kuche"),
                    ("category", "Küche > Messer"),
                ]
            )
        return Happened(
            behaviour.name,
            choose(["at least", "at least", "at most"] if is_worth else ["at least", "at least", "at most", "exactly"]),
            f"{choose(['0', '1', '10', '250.01', '123.45', '123.455', '-5.001', '800'])} EUR"
            if is_worth
            else choose("00112234"),
            "amount" if is_worth else "times",
            detail,
            canonical_period(window) if window else "",
            choose(["in", "in", "since", "before"]) if window else "in",
        )
