"""The foot of a list: the pager, the words for how many."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from amity.kernel.paging import Page
from amity.kernel.ui import formats

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Pager:
    """The foot of a list; addresses are "" where there is nothing further."""

    shown: int
    total: str
    back_href: str
    next_href: str
    order_words: Words = ""


def pager(
    request: HttpRequest,
    *,
    shown: int,
    count: int,
    is_capped: bool,
    next_token: str | None,
    previous_token: str | None,
    order_words: Words = "",
) -> Pager:
    """The foot under `shown` rows of `count` (as `capped_count` gives it), linking by keyset tokens."""
    return Pager(
        shown=shown,
        total=how_many(count, is_capped),
        back_href=_address(request.GET, before=previous_token, after=None) if previous_token else "",
        next_href=_address(request.GET, after=next_token, before=None) if next_token else "",
        order_words=order_words,
    )


def foot(request: HttpRequest, page: Page[Any], counted: tuple[int, bool], *, order_words: Words = "") -> Pager:
    """The foot under one keyset page, with what `capped_count` counted."""
    count, is_capped = counted
    return pager(
        request,
        shown=len(page.rows),
        count=count,
        is_capped=is_capped,
        next_token=page.next_token,
        previous_token=page.previous_token,
        order_words=order_words,
    )


def how_many(count: int, is_capped: bool) -> str:
    """A count that stopped at its ceiling says so: 10,000+."""
    return gettext("%(count)s+") % {"count": formats.number(count)} if is_capped else formats.number(count)


def _address(query: QueryDict, **changes: str | None) -> str:
    kept = [(key, value) for key, values in query.lists() for value in values if key not in changes]
    pairs = kept + [(key, value) for key, value in changes.items() if value]
    return f"?{urlencode(pairs)}" if pairs else "?"
