"""After the storm: compare what was written, told and seen."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from amity.kernel.facts.models import FactAbout, ParkedFact, StoredFact
from amity.kernel.facts.tests.storm.tables import Mark, Seen


def faults(folder: Path, readers: Sequence[str], pollers: Sequence[Path]) -> list[str]:
    """Everything that is wrong, in words; empty when all is well."""
    stored = list(StoredFact.objects.order_by("id").values_list("id", "about", "data"))
    ids = [row[0] for row in stored]
    found: list[str] = []
    told = Counter(data["token"] for _, _, data in stored)
    marks = dict(Mark.objects.values_list("token", "facts"))
    if told != Counter(marks):
        lost, extra = Counter(marks) - told, told - Counter(marks)
        found.append(f"{sum(lost.values())} facts lost, {sum(extra.values())} without their change")
    turns: dict[int, list[int]] = defaultdict(list)
    for _, about, data in stored:
        for _, record_id in about:
            turns[record_id].append(data["turn"])
    for record_id, order in turns.items():
        if order != list(range(1, len(order) + 1)):
            found.append(f"facts about parent {record_id} are not in commit order: {order[:20]}…")
    if FactAbout.objects.count() != sum(len(about) for _, about, _ in stored):
        found.append("the about index and the facts differ")
    for name in readers:
        seen = Counter(Seen.objects.filter(reader=name).values_list("fact_id", flat=True))
        if seen != Counter(ids):
            found.append(f"{name}: {len(set(ids) - set(seen))} skipped, {sum(n > 1 for n in seen.values())} twice")
    for file in pollers:
        polled = [int(word) for word in file.read_text().split()]
        if polled != ids:
            found.append(f"{file.name}: {len(set(ids) - set(polled))} skipped, {len(polled) - len(set(polled))} twice")
    if ParkedFact.objects.exists():
        found.append(f"parked: {ParkedFact.objects.first().error}")  # type: ignore[union-attr]
    words = outcomes(folder)
    found.extend(word for word in words if word.startswith("ERROR"))
    if not words["done"] or not stored:
        found.append("nothing was written")
    return found


def outcomes(folder: Path) -> Counter[str]:
    """How often writers reported each word."""
    return Counter(line for file in folder.glob("writer-*.log") for line in file.read_text().splitlines())


def summary(folder: Path, seconds: float, kills: int) -> str:
    """Figures of a storm as JSON."""
    return json.dumps({
        "facts": StoredFact.objects.count(),
        "commits": Mark.objects.count(),
        "seconds": round(seconds, 1),
        "kills": kills,
        **{word: count for word, count in outcomes(folder).items() if not word.startswith("ERROR")},
    })  # fmt: skip
