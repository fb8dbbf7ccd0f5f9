"""Choose a company by the name a person typed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from amity.customers.companies.access import visible_to
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.companies.queries import companies_by_name, visible_company_ids
from amity.kernel.commands import Actor, Invalid
from amity.kernel.text import sort_key


def company_named(name: str, *, by: Actor, prefer: int | None = None) -> int:
    """The id of the visible company of this name, added where there is none.

    `prefer` is taken when it bears the name; several others raise Invalid, for we do not guess.
    """
    key = sort_key(name)
    found = companies_by_name([key], seen_by=by).get(key, [])
    if prefer in found and prefer is not None:
        return prefer
    if len(found) > 1:
        raise Invalid(
            "company.ambiguous",
            _("%(count)d companies are called “%(name)s”. Add the town to one of their names, or use its page.")
            % {"count": len(found), "name": name},
            "company",
        )
    return found[0] if found else add_company(CompanyDraft(name=name, owner_id=by.account_id), by=by)


def kept_unseen(company_id: int | None, *, by: Actor) -> int | None:
    """The company, when the writer cannot see it: a form that could not show it does not take it away."""
    return company_id if company_id and not visible_company_ids([company_id], seen_by=by) else None


def names_of(company_ids: Iterable[int], *, seen_by: Actor) -> dict[int, Company]:
    """The visible companies among these ids, for links."""
    ids = set(company_ids)
    return visible_to(seen_by).only("id", "uid", "name").in_bulk(ids) if ids else {}


def parent_named(name: str, *, seen_by: Actor, prefer: int | None = None) -> int | None:
    """The id of the visible company of this name, None for no name; raises Invalid for none or several.

    `prefer` is the parent of now: kept for no name when the viewer cannot see it, as the form could not show it.
    """
    if not name.strip():
        return kept_unseen(prefer, by=seen_by)
    found = companies_by_name([sort_key(name)], seen_by=seen_by).get(sort_key(name), [])
    if prefer in found:
        return prefer
    if len(found) != 1:
        message = _("No company is called “%(name)s”.") if not found else _("Several companies are called “%(name)s”.")
        raise Invalid("company.no_parent", message % {"name": name[:80]}, "parent")
    return found[0]
