"""Read the text form: groups, conditions, behaviours."""

import re

from django.utils.translation import gettext as _

from amity.kernel.filters.catalogue import Behaviour, Catalogue, Found
from amity.kernel.filters.errors import BadValue, FilterError, FilterErrors
from amity.kernel.filters.nodes import And, Condition, Happened, Node, Not, Or, joined
from amity.kernel.filters.operators import DATES, LISTS, Type, value_count
from amity.kernel.filters.passing import Option, Stop
from amity.kernel.filters.reading_periods import PeriodPass
from amity.kernel.filters.spellings import spellings
from amity.kernel.filters.values import canonical_amount, canonical_count, canonical_name, canonical_value
from amity.kernel.filters.words import RESERVED, Token, tokens_of

DEEPEST, MOST_CONDITIONS, MOST_VALUES = 12, 60, 200
# Brackets that change nothing may stand deeper than groups do.
MOST_BRACKETS = 40
_CURRENCY = re.compile("[A-Za-z]{3}")


class Reader(PeriodPass):
    """One pass over a whole filter."""

    conditions = 0

    def read(self) -> Node | None:
        """The whole filter; None for an empty one. Raises FilterErrors."""
        node: Node | None = None
        try:
            if self.tokens or self.tried:
                node = self._any(0)
                if self.at < len(self.tokens):
                    self._wrong()
            else:
                self._offer_start()
        except Stop:
            pass
        if self.errors:
            raise FilterErrors(sorted(self.errors, key=lambda error: (error.start, error.end)))
        return node

    # Groups

    def _any(self, depth: int) -> Node | None:
        return self._list(Or, "or", depth)

    def _all(self, depth: int) -> Node | None:
        return self._list(And, "and", depth)

    def _list(self, kind: type[And] | type[Or], word: str, depth: int) -> Node | None:
        inner = self._all if kind is Or else self._one
        items = [inner(depth)]
        while self._word(word):
            items.append(inner(depth))
        return joined(kind, (item for item in items if item is not None))

    def _one(self, depth: int) -> Node | None:
        if depth > MOST_BRACKETS:
            self._stop(_("Groups stand at most %(most)d deep.") % {"most": DEEPEST})
        if self._word("not"):
            item = self._one(depth + 1)
            return Not(item) if item is not None else None
        if self._word("("):
            group = self._any(depth + 1)
            if not self._word(")"):
                self._wrong()
            return group
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS:
            self._stop(_("A filter has at most %(most)d conditions.") % {"most": MOST_CONDITIONS})
        if self._word("never"):
            return self._negated(self._named_behaviour())
        if self._word("has"):
            if self._word("no"):
                return self._negated(self._named_behaviour("has"))
            return self._named_behaviour("has")
        return self._condition()

    def _negated(self, item: Node | None) -> Node | None:
        return Not(item) if item is not None else None

    # Conditions

    def _offer_start(self) -> None:
        self.at = 0
        for word in ("not", "(", "never", "has"):
            self._word(word)
        self._try(Option("field"))

    def _condition(self) -> Node | None:
        self._try(Option("field"))
        token = self._next()
        if token is None or token.kind == "sign" or token.text.casefold() in RESERVED:
            self._wrong()
            return None
        name = token.text.casefold()
        if behaviour := self._behaviour_called(name, ""):
            self.at += 1
            return self._happened(behaviour)
        found = self.catalogue.find(name)
        self.at += 1
        if found is None:
            self._say(token, _("There is no field “%(name)s”.") % {"name": token.text[:60]}, self._near(name))
            self._skip()
            return None
        return self._compared(found)

    def _near(self, name: str) -> list[str]:
        relation, dot, rest = name.partition(".")
        field = self.catalogue.fields.get(relation)
        there = self.catalogue.open(field) if dot and field else None
        names = [f"{relation}.{other}" for other in there.fields] if there else list(self.catalogue.fields)
        close = [other for other in names if other.startswith(name[:2]) or (rest and rest[:2] in other)]
        return (close or names)[:8]

    def _compared(self, found: Found) -> Node | None:
        field = found.field
        for words, operator, shape in spellings(field):
            start = self.at
            if not self._words(*words):
                continue
            if shape == "ago":
                # “more than 30 days ago”
                if (distant := self._distant(only_ago=True)) is not None:
                    return Condition(found.name, operator, (distant,))
                self.at = start
                continue
            values = self._values(found, operator)
            return None if values is None else Condition(found.name, operator, values)
        self._wrong()
        return None

    def _values(self, found: Found, operator: str) -> tuple[str, ...] | None:
        least, most = value_count(operator)
        if most == 0:
            return ()
        if operator in LISTS:
            return self._list_of_values(found)
        first = self._value(found)
        if least == 1:
            return None if first is None else (first,)
        if not self._word("and"):
            self._wrong()
        second = self._value(found)
        return None if first is None or second is None else (first, second)

    def _list_of_values(self, found: Found) -> tuple[str, ...] | None:
        if not self._word("("):
            only = self._value(found)
            return None if only is None else (only,)
        values = [self._value(found)]
        while self._word(","):
            values.append(self._value(found))
            if len(values) > MOST_VALUES:
                self._stop(_("A list has at most %(most)d values.") % {"most": MOST_VALUES})
        if not self._word(")"):
            self._wrong()
        known = [value for value in values if value is not None]
        return tuple(dict.fromkeys(known)) if len(known) == len(values) else None

    def _value(self, found: Found) -> str | None:
        """One value, canonical; None after an error that was noted."""
        if found.field.type in DATES:
            return self._period()
        self._try(Option("value", of=found))
        token = self._plain_word()
        text, end = token.text, token.end
        if found.field.type == Type.MONEY and token.kind == "word":
            text, end = self._with_currency(token)
        try:
            return canonical_value(found.field, text, found.catalogue)
        except BadValue as bad:
            self.errors.append(FilterError(token.start, end, bad.message, bad.expected))
            return None

    def _with_currency(self, token: Token) -> tuple[str, int]:
        following = self._next()
        if following and _CURRENCY.fullmatch(following.text) and following.text.casefold() not in RESERVED:
            self.at += 1
            return f"{token.text} {following.text}", following.end
        return token.text, token.end

    # Behaviours

    def _behaviour_called(self, name: str, verb: str) -> Behaviour | None:
        behaviour = self.catalogue.behaviours.get(name)
        return behaviour if behaviour and behaviour.verb == verb else None

    def _named_behaviour(self, verb: str | None = None) -> Node | None:
        for behaviour in self.catalogue.behaviours.values():
            if verb is None and self._words(*behaviour.phrase.split()):
                return self._happened(behaviour)
            if verb == behaviour.verb and self._word(behaviour.name):
                return self._happened(behaviour)
        self._wrong()
        return None

    def _happened(self, behaviour: Behaviour) -> Node | None:
        parts: dict[str, object] = {}
        failed = False
        while True:
            part = (
                self._detail(behaviour, parts)
                or self._figure(parts)
                or self._worth(behaviour, parts)
                or self._window(parts)
            )
            if part is None:
                break
            failed = failed or part == "failed"
        return None if failed else Happened(behaviour.name, **parts)  # type: ignore[arg-type]

    def _detail(self, behaviour: Behaviour, parts: dict[str, object]) -> str | None:
        if "detail" in parts:
            return None
        for detail in behaviour.details:
            if self._word(detail.name):
                self._try(Option("detail", of=detail))
                token = self._plain_word()
                try:
                    parts["detail"] = (detail.name, canonical_name(token.text, self.catalogue))
                except BadValue as bad:
                    self.errors.append(FilterError(token.start, token.end, bad.message))
                    return "failed"
                return "detail"
        return None

    def _figure(self, parts: dict[str, object]) -> str | None:
        if "figure" in parts:
            return None
        for comparison in ("at least", "at most", "exactly"):
            if not self._words(*comparison.split()):
                continue
            parts["comparison"] = comparison
            if self._word("once") or self._word("twice"):
                parts["figure"] = "1" if self.tokens[self.at - 1].says("once") else "2"
                return "figure"
            self._try(Option("figure"))
            token = self._plain_word()
            try:
                parts["figure"] = canonical_count(token.text)
            except BadValue as bad:
                self._say(token, bad.message, bad.expected)
                parts["figure"] = "failed"
            if not (self._word("times") or self._word("time")):
                self._wrong()
            return "failed" if parts["figure"] == "failed" else "figure"
        return None

    def _worth(self, behaviour: Behaviour, parts: dict[str, object]) -> str | None:
        if "figure" in parts or not behaviour.amount or not self._word("for"):
            return None
        for comparison in ("at least", "at most"):
            if self._words(*comparison.split()):
                break
        else:
            self._wrong()
        self._try(Option("figure"))
        token = self._plain_word()
        text, end = self._with_currency(token) if token.kind == "word" else (token.text, token.end)
        parts["measure"], parts["comparison"], parts["figure"] = "amount", comparison, "0"
        try:
            parts["figure"] = canonical_amount(text, self.catalogue.home_currency, is_home=True)
        except BadValue as bad:
            self.errors.append(FilterError(token.start, end, bad.message, bad.expected))
            return "failed"
        return "worth"

    def _window(self, parts: dict[str, object]) -> str | None:
        if "window" in parts:
            return None
        for bound in ("in", "since", "before"):
            if self._word(bound):
                window = self._period()
                parts["window"], parts["bound"] = window or "today", bound
                return "failed" if window is None else "window"
        return None


def read_text(text: str, catalogue: Catalogue) -> Node | None:
    """The tree of a text; None for an empty one, which lets everything through. Raises FilterErrors."""
    return Reader(tokens_of(text), len(text), catalogue).read()
