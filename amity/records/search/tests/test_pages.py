"""Pages of search without records: doors, empty answers, what a palette offers whom."""

import pytest

from amity.kernel.ui.actions import actions
from amity.records.search.palette import palette_sections


def labels(words, actor):
    sections = palette_sections(words, seen_by=actor)
    return {str(section.heading): [str(option.words) for option in section.options] for section in sections}


def test_actions_are_offered_to_those_who_may(world):
    assert {str(action.label) for action in actions(world.reader)} == {
        "API documentation", "API tokens", "Preferences", "Your profile",
    }  # fmt: skip
    assert "Add a person" in labels("", world.ada)["Actions"]
    assert "Actions" not in labels("", world.reader)


def test_pages_of_settings_are_found_by_their_words_and_only_then(world):
    assert "Exchange rates" not in labels("", world.administrator)["Pages"]
    assert labels("curr", world.administrator)["Pages"] == ["Organisation", "Exchange rates"]
    assert labels("exch ra", world.administrator) == {"Pages": ["<mark>Exch</mark>ange <mark>ra</mark>tes"]}
    assert "Pages" not in labels("curr", world.ada)


def test_a_page_for_nothing_and_a_page_for_no_words(client_of):
    client = client_of("ada")
    assert "Type the beginning" in client.get("/search").content.decode()
    assert "at least one letter" in client.get("/search", {"q": "***"}).content.decode()
    page = client.get("/search", {"q": "<script>x</script>"}).content.decode()
    assert "Nothing is called “&lt;script&gt;x&lt;/script&gt;”" in page
    assert client.get("/search", {"q": "x", "kind": "nonsense"}).status_code == 404
    assert client.get("/lookup/nonsense", {"q": "x"}).status_code == 404
    assert client.get("/lookup/person", {"q": "zz"}).json() == {"choices": []}


@pytest.mark.parametrize("words", ["", "a\0b", "🎉", "x" * 10_000])
def test_the_palette_answers_whatever_is_typed(client_of, words):
    answer = client_of("reader").get("/palette", {"q": words})
    assert answer.status_code == 200
    assert 'data-status="' in answer.content.decode()
