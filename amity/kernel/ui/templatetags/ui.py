"""Tags for icons, figures, days and faces. They run hundreds of times a page, so each is one plain function."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from amity.kernel.ui import formats
from amity.kernel.ui.history import Day, Entry
from amity.kernel.ui.shortcuts import as_aria, caps, is_single, keys_of
from amity.kernel.ui.toasts import undo_href_of

register = template.Library()
TINTS = 8


@lru_cache(maxsize=1)
def _sprite_address() -> str:
    return static("vendor/icons.svg")


def icon_html(name: str, style: str = "") -> SafeString:
    """An icon as it stands beside a word; `style` is one of our modifiers (`s`, `turns`), space separated."""
    classes = " ".join(["icon", *(f"icon--{word}" for word in style.split())])
    classes = f'"{classes}"' if " " in classes else classes
    return mark_safe(  # noqa: S308 - names come from our own templates and registries
        f'<svg class={classes} aria-hidden=true><use href="{_sprite_address()}#{conditional_escape(name)}"/></svg>'
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


@register.simple_tag(takes_context=True)
def key(context: Context, name: str) -> SafeString:
    """The key of a shortcut as a hint beside the words of its button; nothing for who has switched such keys off."""
    keys = _keys_for(context, name)
    if not keys:
        return mark_safe("")
    chrome = context.get("chrome")
    chords = caps(keys, is_mac=bool(chrome and chrome.is_mac))
    words = conditional_escape(" ".join(" ".join(chord) for chord in chords))
    return mark_safe(f'<kbd class="kbd not-phone" aria-hidden="true">{words}</kbd>')  # noqa: S308 - escaped


@register.simple_tag(takes_context=True)
def key_text(context: Context, name: str) -> str:
    """The key of a shortcut in brackets, for titles: `(C)`."""
    keys, chrome = _keys_for(context, name), context.get("chrome")
    chords = caps(keys, is_mac=bool(chrome and chrome.is_mac)) if keys else []
    return f"({' '.join(' '.join(chord) for chord in chords)})" if chords else ""


@register.simple_tag(takes_context=True)
def shortcut(context: Context, name: str) -> SafeString:
    """The attributes of the element that a shortcut presses: ` {% shortcut "create" %}` inside its tag."""
    keys = _keys_for(context, name)
    aria = f' aria-keyshortcuts="{conditional_escape(as_aria(keys))}"' if keys and as_aria(keys) else ""
    return mark_safe(f'data-shortcut="{conditional_escape(name)}"{aria}')  # noqa: S308 - escaped


def _keys_for(context: Context, name: str) -> str:
    """The keys that work for whoever looks, "" for none."""
    keys, chrome = keys_of(name), context.get("chrome")
    if chrome and not chrome.preferences.has_single_keys and is_single(keys):
        return ""
    return keys


@register.filter
def undo_href(message: Message) -> str:
    """Where a message's Undo button goes."""
    return undo_href_of(message)


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
        f'<time datetime="{stamp}" title="{formats.stamp(local)}">{words}</time>'
    )


@register.filter
def day(value: datetime) -> str:
    """The day in the viewer's zone as plain words: for cells of long lists, where `moment` would weigh too much."""
    return formats.day(timezone.localtime(value).date(), timezone.localdate())


@register.filter
def in_figures(value: date) -> str:
    """A day in figures, never in words: for tables in which days are compared."""
    return formats.in_figures(value)


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


@register.simple_tag
def history(days: Iterable[Day]) -> SafeString:
    """Entries under their days, written by one function: a page has thirty of them and more."""
    parts = []
    for one in days:
        if one.heading:
            parts.append(f'<h3 class="timeline__day">{conditional_escape(one.heading)}</h3>\n')
        entries = "\n".join([_entry(entry) for entry in one.entries])
        parts.append(f'<ol class="timeline">{entries}</ol>\n')
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped where it is put in


def _entry(entry: Entry) -> str:
    style = (" entry--small" if entry.is_small else "") + (f" entry--{entry.tone}" if entry.tone else "")
    when = moment(entry.at, "clock")
    at = (
        f'<a class="entry__at" href="{conditional_escape(entry.href)}">{when}</a>'
        if entry.href
        else f'<span class="entry__at">{when}</span>'
    )
    body = f'<div class="entry__body">{reading(entry.body)}</div>' if entry.body else ""
    items = "".join(
        f'<span>{conditional_escape(words)}</span><span class="num">{conditional_escape(figure)}</span>'
        for words, figure in entry.items
    )
    bill = f'<div class="entry__card"><div class="entry__items">{items}</div></div>' if items else ""
    meta = "".join(f"<span>{conditional_escape(word)}</span>" for word in entry.meta)
    return (
        f'<li class="entry{style}" id="entry-{entry.id}"><span class="entry__sign">{icon_html(entry.icon)}</span><div>'
        f'<p class="entry__line"><span>{conditional_escape(entry.sentence)}</span>{at}</p>{body}{bill}'
        + (f'<p class="entry__meta">{meta}</p>' if meta else "")
        + "</div></li>"
    )


LONG = 480
MOST_LINES = 8


@register.simple_tag
def reading(text: str) -> SafeString:
    """What somebody wrote, to be read: the beginning of a long text, the rest behind "Show all"."""
    whole = f'<p class="reading" dir="auto">{conditional_escape(text)}</p>'
    beginning = _beginning(text)
    if beginning == text:
        return mark_safe(whole)  # noqa: S308 - escaped
    return mark_safe(  # noqa: S308 - escaped
        f'<details class="long"><summary><span class="reading" dir="auto">{conditional_escape(beginning)}…</span>'
        f'<span class="link">{gettext("Show all")}</span></summary>{whole}</details>'
    )


def _beginning(text: str) -> str:
    lines = text.split("\n")
    start = "\n".join(lines[:MOST_LINES])
    if len(start) <= LONG:
        return text if len(lines) <= MOST_LINES + 2 else start
    if len(text) <= LONG * 3 // 2 and len(lines) <= MOST_LINES + 2:
        return text
    return start[:LONG].rsplit(maxsplit=1)[0] if " " in start[LONG // 2 : LONG] else start[:LONG]


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
