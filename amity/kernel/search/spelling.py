"""One typo: every spelling one edit away from a word, and whether two words are one edit apart."""

from collections.abc import Collection

from amity.kernel.search.words import Reading

SHORTEST = 4
LONGEST = 18

# Letters as `sort_key` leaves them; a word is varied with those of its own script.
_ALPHABETS = (
    ("a", "z", "abcdefghijklmnopqrstuvwxyz"),
    ("α", "ω", "αβγδεζηθικλμνξοπρστυφχψω"),
    ("а", "џ", "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ"),
    ("א", "ת", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    ("ء", "ي", "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
)


def variable_words(reading: Reading) -> set[str]:
    """The words of a reading that are long enough to have a typo in them."""
    return set() if reading.is_number else {words[0] for words in reading.terms if one_edit_from(words[0])}


def read_alike(reading: Reading, *, varying: Collection[str]) -> Reading | None:
    """The same words with one typo allowed in each of those to be varied; None where that is none of them."""
    terms = tuple(
        (words[0], *sorted(one_edit_from(words[0]) - {words[0]})) if words[0] in varying else words
        for words in reading.terms
    )
    return None if terms == reading.terms else Reading(reading.key, terms, is_alike=True)


def one_edit_from(word: str) -> set[str]:
    """All spellings with one letter left out, put in, exchanged or swapped; none for short words and for numbers."""
    if not SHORTEST <= len(word) <= LONGEST or any(letter.isdigit() for letter in word):
        return set()
    alphabet = next((letters for first, last, letters in _ALPHABETS if first <= word[0] <= last), "")
    found: set[str] = set()
    for place in range(len(word)):
        before, after = word[:place], word[place + 1 :]
        found.add(before + after)
        found.update(before + letter + after for letter in alphabet)
        found.update(before + letter + word[place:] for letter in alphabet)
        if after:
            found.add(before + after[0] + word[place] + after[1:])
    # Nothing added at the end: a word's beginning finds that already.
    return found


def is_one_edit(typed: str, found: str) -> bool:
    """Whether `found` begins with a spelling one edit away from `typed`."""
    if len(typed) < SHORTEST:
        return found.startswith(typed)
    place = 0
    while place < len(typed) and place < len(found) and typed[place] == found[place]:
        place += 1
    if place >= len(typed):
        return True
    rest, other = typed[place:], found[place:]
    return (
        other.startswith(rest[1:])
        or other[1:].startswith(rest[1:])
        or other[1:].startswith(rest)
        or (len(rest) > 1 and other[:2] == rest[1] + rest[0] and other[2:].startswith(rest[2:]))
    )
