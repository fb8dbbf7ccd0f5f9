"""Delete a company. Its people stay, without it; its orders stay, without it."""

from amity.customers.companies.values import values_of
from amity.kernel.commands import Actor, Missing, command, locked
from amity.records.kinds.deleting import delete_record
from amity.records.kinds.numbers import COMPANY
from amity.records.kinds.registry import kind_numbered
from amity.records.tags.commands import set_tags
from amity.workspace.access.visibility import require_writer


@command("companies.delete")
def delete_company(company_id: int, *, by: Actor) -> None:
    """Delete a company the actor sees; Missing otherwise."""
    company = locked(kind_numbered(COMPANY).even_in_trash(by).filter(pk=company_id)).first()
    if company is None:
        raise Missing("no such company")
    require_writer(by)
    snapshot = values_of([company])[company.pk]
    set_tags(COMPANY, {company.pk: []}, by=by)
    delete_record(company, title=company.name, snapshot=snapshot, by=by)
