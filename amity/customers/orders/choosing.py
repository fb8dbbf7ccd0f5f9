"""Choose customers and products by what a person typed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from amity.customers.catalogue.access import visible_to as visible_products
from amity.customers.companies.choosing import kept_unseen, names_of
from amity.customers.companies.queries import companies_by_name
from amity.customers.people.access import visible_to as visible_people
from amity.customers.people.queries import people_by_email
from amity.kernel.commands import Actor, Invalid
from amity.kernel.text import sort_key


def person_called(typed: str, *, by: Actor, prefer: int | None = None) -> int | None:
    """The visible person of this e-mail or name, None for nothing typed; raises Invalid for none or several.

    `prefer`, whom the order has now, is taken when they bear the name; and for nothing typed, when the writer cannot
    see them: the form could not show whom it would take away.
    """
    text = typed.strip()
    if not text:
        return prefer if prefer and not visible_people(by).filter(pk=prefer).exists() else None
    if "@" in text:
        found = people_by_email([text.casefold()], seen_by=by).get(text.casefold(), [])
    else:
        rows = visible_people(by).filter(name_key=sort_key(text)).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[:50])
    if prefer in found:
        return prefer
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(
            "order.person_ambiguous",
            _("%(count)d people are called “%(name)s”. Type the e-mail instead, or begin on their page.")
            % {"count": len(found), "name": text[:80]},
            "person",
        )
    raise Invalid(
        "order.no_such_person", _("Nobody is called “%(name)s”. Add them first.") % {"name": text[:80]}, "person"
    )


def company_called(typed: str, *, by: Actor, prefer: int | None = None) -> int | None:
    """The visible company of this name, None for nothing typed; raises Invalid for none or several.

    `prefer` as for a person.
    """
    text = typed.strip()
    if not text:
        return kept_unseen(prefer, by=by)
    found = companies_by_name([sort_key(text)], seen_by=by).get(sort_key(text), [])
    if prefer in found:
        return prefer
    if len(found) != 1:
        message = _("Several companies are called “%(name)s”.") if found else _("No company is called “%(name)s”.")
        raise Invalid("order.no_such_company", message % {"name": text[:80]}, "company")
    return found[0]


def customer_names(person_id: int | None, company_id: int | None, *, seen_by: Actor) -> tuple[str, str]:
    """What the customer of an order is called, "" for one the viewer may not see."""
    person = visible_people(seen_by).filter(pk=person_id).values_list("name", flat=True).first() if person_id else ""
    company = names_of([company_id], seen_by=seen_by).get(company_id) if company_id else None
    return person or "", company.name if company else ""


def products_called(typed: Iterable[str], *, by: Actor) -> dict[str, int]:
    """Each text that is the code or the name of one visible product (two queries)."""
    keys = {text: sort_key(text) for text in typed if text.strip()}
    if not keys:
        return {}
    wanted = set(keys.values())
    by_name: dict[str, list[int]] = {}
    for key, product_id in visible_products(by).filter(name_key__in=wanted).values_list("name_key", "pk"):
        by_name.setdefault(key, []).append(product_id)
    by_code = dict(visible_products(by).filter(code_key__in=wanted).values_list("code_key", "pk"))
    found = {key: ids[0] for key, ids in by_name.items() if len(ids) == 1} | by_code
    return {text: found[key] for text, key in keys.items() if key in found}
