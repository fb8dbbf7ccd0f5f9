"""Tags for icons, figures, days and faces. They run hundreds of times a page, so each is one plain function."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from amity.kernel.ui import formats

register = template.Library()
TINTS = 8


@lru_cache(maxsize=1)
def _sprite_address() -> str:
    return static("vendor/icons.svg")


def icon_html(name: str, style: str = "") -> SafeString:
    """An icon as it stands beside a word; `style` is one of our modifiers (`s`, `turns`), space separated."""
    classes = " ".join(["icon", *(f"icon--{word}" for word in style.split())])
    return mark_safe(  # noqa: S308 - names come from our own templates and registries
        f'<svg class="{classes}" aria-hidden="true"><use href="{_sprite_address()}#{conditional_escape(name)}"/></svg>'
    )


class _Icon(Node):
    """`{% icon "person" %}`: written once for the life of the template, for a list repeats it in every row."""

    def __init__(self, name: FilterExpression, style: str) -> None:
        self.name, self.style = name, style
        self.kept: SafeString | None = None
        self.is_fixed = isinstance(name.var, str)

    def render(self, context: Context) -> SafeString:
        if self.kept is not None:
            return self.kept
        html = icon_html(str(self.name.resolve(context)), self.style)
        if self.is_fixed and not settings.DEBUG:
            self.kept = html
        return html


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """`{% icon name [modifiers] %}`; the name is literal or a variable, the modifiers are literal."""
    _, name, *style = token.split_contents()
    return _Icon(parser.compile_filter(name), style[0].strip("\"'") if style else "")


@register.simple_tag
def money(minor: int | None, currency: str | None) -> str:
    """An amount in minor units, "" when there is none."""
    if minor is None or not currency:
        return ""
    words = formats.money(minor, currency)
    return mark_safe(words) if currency.isalpha() else words  # noqa: S308 - digits, separators and a letter code


@register.filter
def number(value: int | float | None, decimals: int = 0) -> str:
    """A figure with the locale's separators."""
    return "" if value is None else formats.number(value, decimals)


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """A share of one as a percentage."""
    return "" if value is None else formats.share(value, decimals)


@register.filter
def filesize(octets: int | None) -> str:
    """A file's size."""
    return "" if octets is None else formats.size(octets)


@register.simple_tag
def moment(value: datetime | date | None, style: str = "day") -> SafeString | str:
    """A point in time in the viewer's zone: `day` (6 days ago), `clock` (14:05), `full` (22 November 2026, 14:05)."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        words = formats.day(value, timezone.localdate())
        return mark_safe(f'<time datetime="{value.isoformat()}">{words}</time>')  # noqa: S308 - a date, our words
    local = timezone.localtime(value)
    if style == "clock":
        words = formats.clock(local)
    elif style == "full":
        words = formats.in_full(local)
    else:
        words = formats.day(local.date(), timezone.localdate())
    stamp = local.isoformat(timespec="seconds")
    return mark_safe(  # noqa: S308 - a date and our own words
        f'<time datetime="{stamp}" title="{local:%Y-%m-%d %H:%M}">{words}</time>'
    )


@register.filter
def day(value: datetime) -> str:
    """The day in the viewer's zone as plain words: for cells of long lists, where `moment` would weigh too much."""
    return formats.day(timezone.localtime(value).date(), timezone.localdate())


@register.filter
def day_heading(value: datetime | date) -> str:
    """The heading over one day of a history."""
    plain = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return formats.day_heading(plain, timezone.localdate())


@register.filter
def clock(value: datetime) -> str:
    """The time of day in the viewer's zone."""
    return formats.clock(value)


@lru_cache(maxsize=8192)
def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@register.filter
def initials(name: Any) -> str:
    """One or two letters to stand for a name of any script."""
    return _initials(str(name))


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that a narrow column breaks before its domain, not anywhere."""
    return mark_safe(conditional_escape(address).replace("@", "<wbr>@"))  # noqa: S308 - escaped, and one tag of ours


@register.filter
def tint(key: Any) -> int:
    """One of eight hues, the same for the same record or word each time."""
    number_of = key if isinstance(key, int) else crc32(str(key).encode())
    return number_of % TINTS + 1


@register.simple_tag
def avatar(name: Any, key: Any = None, style: str = "") -> SafeString:
    """The circle (people) or square (`style` "company") with initials; the name itself must stand beside it."""
    words = "".join(f" avatar--{word}" for word in style.split())
    hue = tint(name if key is None else key)
    letters = conditional_escape(_initials(str(name)))
    html = f'<span class="avatar{words}" data-tint="{hue}" aria-hidden="true">{letters}</span>'
    return mark_safe(html)  # noqa: S308 - letters are escaped, the rest is ours


@register.simple_tag
def measure(value: float, most: float) -> SafeString:
    """The small bar beside a figure, filled to `value` of `most`; for the eye only, the figure is the truth."""
    width = max(0.0, min(48.0, 48 * value / most)) if most else 0.0
    bar = f'<rect class="bar__fill" width="{width:.0f}" height="6" rx="3"/>'
    return mark_safe(  # noqa: S308 - numbers only
        '<svg class="bar" viewBox="0 0 48 6" aria-hidden="true">'
        f'<rect class="bar__track" width="48" height="6" rx="3"/>{bar}</svg>'
    )
