"""The only writers of companies."""

from amity.customers.companies.commands.changing import change_company, differences_of_companies, update_companies
from amity.customers.companies.commands.creating import add_company, create_companies
from amity.customers.companies.commands.deleting import delete_company

__all__ = [
    "add_company",
    "change_company",
    "create_companies",
    "delete_company",
    "differences_of_companies",
    "update_companies",
]
