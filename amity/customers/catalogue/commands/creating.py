"""Add products."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.catalogue.commands.categories import keep_categories
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.facts import ProductCreated
from amity.customers.catalogue.models import Product
from amity.customers.catalogue.normalised import CLEANERS, product_name, product_search_text
from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Actor, Refused, SetResult, command
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.text import sort_key
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.living import trashed_among
from amity.records.kinds.numbers import PRODUCT
from amity.records.kinds.references import ExternalIdClaims, References
from amity.records.kinds.registry import insert_side_rows
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

COLUMNS = (
    "id", "uid", "version", "name", "name_key", "search_text", "owner_id", "team_id", "created_at", "updated_at",
    "code", "code_key", "category_id", "currency", "unit_price", "unit_cost", "description", "is_active",
)  # fmt: skip


@command("catalogue.create_products")
def create_products(drafts: Sequence[ProductDraft], *, by: Actor) -> SetResult:
    """Add up to 500 products; a draft that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    result = SetResult([None] * len(drafts))
    checked = _check(drafts, result)
    categories = keep_categories({values["category"] for _index, values, _ids in checked}, by=by)
    home = organisation().home_currency
    ids = reserve_ids(Product, len(checked))
    now = timezone.now()
    rows, external = [], {}
    for product_id, (index, values, external_ids) in zip(ids, checked, strict=True):
        draft, name, code = drafts[index], values["name"], values["code"]
        has_price = values["unit_price"] is not None or values["unit_cost"] is not None
        result.ids[index] = product_id
        rows.append((
            product_id, new_uid(), 1, name, sort_key(name), product_search_text(name, code),
            values["owner_id"] or by.account_id, values["team_id"], draft.occurred_at or now, now,
            code, sort_key(code), categories.get(values["category"]), values["currency"] or (home if has_price else ""),
            values["unit_price"], values["unit_cost"], values["description"], values["is_active"],
        ))  # fmt: skip
        external.update(dict.fromkeys(external_ids, product_id))
        record(
            ProductCreated(product_id=product_id, title=name),
            about=[Ref(PRODUCT, product_id)],
            by=by,
            occurred_at=draft.occurred_at,
        )
    insert_rows(Product, COLUMNS, rows)
    keep_external_ids(PRODUCT, external)
    insert_side_rows(PRODUCT, ids)
    return result


def add_product(draft: ProductDraft, *, by: Actor) -> int:
    """Add one product; return its id."""
    return create_products([draft], by=by).only()


class CodeClaims:
    """Codes that drafts of one set claim: taken ones, and ones claimed twice, are refused."""

    def __init__(self, codes: Sequence[str]) -> None:
        keys = {sort_key(code) for code in codes if code}
        self._taken: dict[str, int] = (
            dict(Product.objects.filter(code_key__in=keys).values_list("code_key", "pk")) if keys else {}
        )

    def claim(self, code: str, *, for_product: int = 0) -> None:
        """Raise Refused for a code of another product."""
        key = sort_key(code)
        if key and self._taken.setdefault(key, for_product) != for_product:
            raise self._refusal(code, self._taken[key])
        if key and not for_product:
            self._taken[key] = -1

    @staticmethod
    def _refusal(code: str, holder: int) -> Refused:
        if trashed_among(PRODUCT, [holder]):
            told = _("The product with the code “%(code)s” is in the trash; restore it first.") % {"code": code}
            return Refused("product.code_in_trash", told, "code")
        return Refused(
            "product.code_taken",
            _("The code “%(code)s” belongs to another product already.") % {"code": code},
            "code",
        )


Checked = tuple[int, dict[str, Any], list[tuple[str, str]]]


def _check(drafts: Sequence[ProductDraft], result: SetResult) -> list[Checked]:
    claims = ExternalIdClaims(PRODUCT, (pair for draft in drafts for pair in draft.external_ids))
    codes = CodeClaims([draft.code for draft in drafts])
    references = References()
    references.look_up_owners((draft.owner_id for draft in drafts), (draft.team_id for draft in drafts))
    checked: list[Checked] = []
    for index, draft in enumerate(drafts):
        try:
            values = {name: clean(getattr(draft, name)) for name, clean in CLEANERS.items()}
            values["name"] = product_name(values)
            references.check_owner(draft.owner_id, draft.team_id)
            external_ids = claims.claim(draft.external_ids)
            codes.claim(values["code"])
        except Refused as refused:
            result.refusals[index] = [refused]
        else:
            checked.append((index, values, external_ids))
    return checked
