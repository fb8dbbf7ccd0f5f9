"""Feet of lists."""

import pytest
from django.test import RequestFactory

from amity.kernel.ui.lists import how_many, pager


@pytest.fixture
def request_for():
    return lambda query="": RequestFactory().get(f"/people{query}")


def test_the_pager_keeps_the_search_and_drops_the_old_token(request_for):
    foot = pager(
        request_for("?q=ann&after=old"), shown=50, count=10_000, is_capped=True, next_token="n", previous_token="p"
    )
    assert foot.next_href == "?q=ann&after=n"
    assert foot.back_href == "?q=ann&before=p"
    assert foot.total == "10,000+"


def test_there_is_no_link_where_nothing_follows(request_for):
    foot = pager(request_for(), shown=3, count=3, is_capped=False, next_token=None, previous_token=None)
    assert (foot.next_href, foot.back_href, foot.total) == ("", "", "3")


def test_a_full_count_is_told_exactly():
    assert how_many(9_999, False) == "9,999"
