"""The only writers of people."""

from amity.customers.people.commands.changing import change_person, differences_of_people, update_people
from amity.customers.people.commands.creating import add_person, create_people
from amity.customers.people.commands.deleting import delete_person

__all__ = ["add_person", "change_person", "create_people", "delete_person", "differences_of_people", "update_people"]
