"""Names of any culture: shown as given, never taken apart."""


def shown_name(*, full_name: str, given_name: str, family_name: str) -> str:
    """The name to show: the full name as given, else given and family name; '' where there is none."""
    return full_name or f"{given_name} {family_name}".strip()


def clean(text: str | None, length: int) -> str:
    """Text of one line: outer and doubled white space gone, no control characters, at most `length` characters."""
    if not text:
        return ""
    if text.isprintable() and "  " not in text:
        return text.strip()[:length]
    plain = "".join(letter if letter.isprintable() or letter.isspace() else "" for letter in text)
    return " ".join(plain.split())[:length]


def clean_text(text: str | None) -> str:
    """Text of several lines without control characters."""
    if not text:
        return ""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t").strip()
