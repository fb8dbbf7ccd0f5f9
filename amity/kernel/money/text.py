"""Amounts in sentences; pages format by language, in kernel/ui."""

from amity.kernel.money.currencies import exponent

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}


def amount_text(minor: int, currency: str) -> str:
    """`33030, "EUR"` -> `€330.30`; `1200, "CHF"` -> `CHF 12.00`."""
    digits = exponent(currency)
    whole, part = divmod(abs(minor), 10**digits)
    figure = f"{whole:,}.{part:0{digits}}" if digits else f"{whole:,}"
    return f"{'−' if minor < 0 else ''}{_SYMBOLS.get(currency, currency + ' ')}{figure}"
