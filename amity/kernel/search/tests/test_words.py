"""What is typed becomes words, whatever it is; one edit is one edit; what matched is marked and escaped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity.kernel.search import marked, read_abroad, read_alike, readings, variable_words
from amity.kernel.search.spelling import is_one_edit, one_edit_from

SMALL = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Élodie  Durand", ["elodie", "durand"]),
        ("Øystein Ærø", ["oystein", "aero"]),
        ("jo.park@example.org", ["jo", "park", "example", "org"]),
        ("O'Neil-Smith", ["o", "neil", "smith"]),
        ('"NEAR(a b)" * -x:y', ["near", "a", "b", "x", "y"]),
        ("anna\0 anna ANNA", ["anna"]),
        ("👋 Ωμέγα", ["ωμεγα"]),
        ("a" * 10_000, ["a" * 40]),
    ],
)
def test_words_are_folded_and_split_as_the_index_holds_them(text, words):
    assert [term[0] for term in readings(text)[-1].terms] == words


@pytest.mark.parametrize("text", ["", "   ", "👋", "'; --", "\0", "***", "\ud800"])
def test_text_without_letter_or_digit_asks_for_nothing(text):
    assert readings(text) == []


@pytest.mark.parametrize(
    "typed", ["+49 151 555-00172", "0049 (151) 55500172", "0151/55500172", "0151 555 00172", "151 55500172"]
)
def test_a_number_in_any_grouping_is_read_as_the_same_number(typed):
    at_home, *_rest = readings(typed, home_code="49")
    assert at_home.is_number
    assert any("4915155500172".startswith(start) for start in at_home.terms[0])
    abroad = read_abroad(typed) or at_home
    assert any("4915155500172".startswith(start) for start in abroad.terms[0])


def test_a_number_that_names_its_country_is_not_tried_in_others():
    assert read_abroad("+49 151 555") is read_abroad("0049 151 555") is read_abroad("anna") is None
    assert len(readings("0151 555", home_code="49")[0].terms[0]) == 4


def test_what_is_no_number_is_not_read_as_one():
    for text in ("1234", "A-10001", "2024", "anna 12345", "1" * 60):
        assert not any(reading.is_number for reading in readings(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("andersn", "anderson"), ("smoth", "smith"), ("jhon", "john"), ("garrcia", "garcia"), ("xnna", "anna"),
        ("lindqvits", "lindqvist"), ("ωμεγγα", "ωμεγα"), ("иваонв", "иванов"),
    ],
)  # fmt: skip
def test_one_typo_is_one_edit(typed, meant):
    assert meant in one_edit_from(typed)
    assert is_one_edit(typed, meant)
    assert is_one_edit(typed, f"{meant}ova")


def test_two_typos_short_words_and_numbers_are_left_alone():
    assert "anderson" not in one_edit_from("andrsn")
    assert not is_one_edit("andrsn", "anderson")
    assert one_edit_from("jon") == one_edit_from("10001") == set()
    assert variable_words(readings("jo 12345")[-1]) == set()


@given(st.text(SMALL, min_size=4, max_size=9), st.integers(0, 8), st.sampled_from(SMALL), st.integers(0, 3))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_every_edit_is_known_in_both_directions(word, place, letter, how):
    place %= len(word)
    typed = (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    )[how]
    if len(typed) >= 4:
        assert word.startswith(typed) or any(word.startswith(one) for one in one_edit_from(typed)) or typed[:-1] == word
        assert is_one_edit(typed, word) or typed[:-1] == word


@pytest.mark.parametrize(
    ("value", "asked", "html"),
    [
        ("Élodie Durand", "elo dur", "<mark>Élo</mark>die <mark>Dur</mark>and"),
        ("E\u0301lodie", "e", "<mark>E\u0301</mark>lodie"),
        ("<b>Anna</b>", "ann", "&lt;b&gt;<mark>Ann</mark>a&lt;/b&gt;"),
        ("jo.park@example.org", "park@ex", "jo.<mark>park</mark>@<mark>ex</mark>ample.org"),
        ("Straße", "strass", "<mark>Straß</mark>e"),
        ("+49 151 555-00172", "0151555", "+49 <mark>151 555</mark>-00172"),
        ("Nothing", "x", "Nothing"),
    ],
)
def test_what_matched_is_marked_and_all_else_escaped(value, asked, html):
    assert marked(value, readings(asked)[0]).html == html


def test_a_word_one_letter_away_is_marked_whole():
    alike = read_alike(readings("andersn")[-1], varying={"andersn"})
    assert marked("Bo Anderson", alike).html == "Bo <mark>Anderson</mark>"


@given(st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_marking_never_lets_a_tag_through_and_loses_nothing(value, asked):
    for reading in readings(asked):
        html = marked(value, reading).html
        plain = html.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in plain and ">" not in plain
        assert marked(value, readings("zzzzzzzzzzzzz")[0]).html == plain
