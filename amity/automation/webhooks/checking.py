"""Check what a caller says of an endpoint."""

from dataclasses import replace

from django.utils.translation import gettext as _

from amity.automation.webhooks.choices import open_kinds
from amity.automation.webhooks.drafts import EndpointDraft
from amity.kernel.commands import Actor, Invalid, Missing
from amity.kernel.filters import FilterErrors, parse_text
from amity.kernel.http import Forbidden, house_client, read_target
from amity.kernel.http.addresses import as_address
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import kind_named


def checked(draft: EndpointDraft, *, owner: Actor) -> EndpointDraft:
    """The draft as it is stored. Raises Invalid."""
    kinds = tuple(dict.fromkeys(draft.kinds))
    if not kinds:
        raise Invalid("webhooks.kinds", _("Choose at least one thing that it is told."), "kinds")
    if unknown := set(kinds) - open_kinds().keys():
        words = {"name": sorted(unknown)[0][:64]}
        raise Invalid("webhooks.kinds", _("“%(name)s” is nothing that webhooks carry.") % words, "kinds")
    about_kind, filter_text = draft.about_kind, draft.filter_text.strip()
    if about_kind:
        try:
            about_kind = kind_named(about_kind).name
        except Missing:
            raise Invalid("webhooks.about", _("There is no such kind of record."), "about_kind") from None
    if filter_text and not about_kind:
        raise Invalid("webhooks.filter", _("Choose the records that the filter is about."), "about_kind")
    if filter_text:
        filter_text = _checked_filter(about_kind, filter_text, owner)
    return replace(
        draft, url=_checked_url(draft.url), kinds=kinds, about_kind=about_kind, filter_text=filter_text,
        description=draft.description.strip()[:200],
    )  # fmt: skip


def _checked_url(url: str) -> str:
    """What can be told without asking anybody; the connection is checked each time it is made."""
    url = url.strip()
    try:
        target = read_target(url)
    except Forbidden as problem:
        raise Invalid("webhooks.url", str(problem), "url") from problem
    address = as_address(target.host)
    if address and not house_client().allowed.may_be_called(target.host, address):
        raise Invalid(
            "webhooks.url",
            _("%(host)s is inside a private network. An operator can allow it with AMITY_PRIVATE_HOSTS.")
            % {"host": target.host},
            "url",
        )
    return url


def _checked_filter(about_kind: str, text: str, owner: Actor) -> str:
    try:
        return parse_text(text, catalogue_of(about_kind, seen_by=owner)).to_text()
    except FilterErrors as problem:
        raise Invalid("webhooks.filter", str(problem), "filter_text") from problem
