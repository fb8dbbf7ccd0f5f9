"""A measured figure beside its limit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """`limit` is the most allowed, or with `more_is_better` the least; None is a figure without a bar."""

    name: str
    value: float
    limit: float | None
    unit: str = "ms CPU"
    more_is_better: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.more_is_better else self.value <= self.limit

    def told(self) -> str:
        """One line of the report."""
        bar = "" if self.limit is None else f"{'at least' if self.more_is_better else 'at most'} {self.limit:,.0f}"
        sign = "      " if self.limit is None else "ok    " if self.is_met else "MISSED"
        return f"{sign}  {self.name:<44} {self.value:>9,.1f} {self.unit:<8} {bar:<15} {self.note}".rstrip()
