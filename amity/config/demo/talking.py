"""Draw what colleagues wrote down: notes, calls and meetings."""

from datetime import datetime, timedelta
from random import Random

NOTES = (
    "Wants the autumn blend on a standing order if the price holds until June.",
    "Asked for quieter grinders; the shop opens at six and neighbours complain.",
    "Prefers to be written to, not called. Answers within the day.",
    "Moved to a larger place, expects to need twice as much from next month.",
    "Tried the decaf in the café and took three bags home.",
    "The last parcel came late; sent a box of filters to make up for it.",
    "Compares us with a roaster in the next street. Freshness decides.",
    "Will come to the latte art evening with two colleagues.",
)
CALLS = (
    "Talked about the new harvest and promised samples of the Yirgacheffe.",
    "Asked how the machine behaves after the service: all well.",
    "Went through the open invoice together, paid the same evening.",
    "Offered the office pack; she wants to ask her team first.",
    "Short call to thank for the recommendation of a friend.",
)
MEETINGS = (
    "Cupping in the roastery: liked the Kenya best, the Sumatra least.",
    "Looked at the new bar together and measured for the two-group machine.",
    "Yearly talk: volumes, prices, and what we can do better.",
)


def draw_talk(random: Random, since: datetime, now: datetime) -> tuple[str, str, datetime, int | None]:
    """One entry: kind, text, when (lately rather than long ago, never before we knew them), minutes."""
    days = min(timedelta(days=700), now - since) * random.random() ** 2
    when = max(since, now - days - timedelta(minutes=random.randrange(600)))
    kind = random.choices(["note", "call", "meeting"], weights=[5, 4, 1])[0]
    if kind == "note":
        return kind, random.choice(NOTES), when, None
    if kind == "call":
        return kind, random.choice(CALLS), when, random.randrange(2, 25)
    return kind, random.choice(MEETINGS), when, random.randrange(30, 120)
