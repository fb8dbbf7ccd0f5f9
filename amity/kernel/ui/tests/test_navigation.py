"""Sidebar and dock."""

import pytest

from amity.kernel.commands import Actor, Role
from amity.kernel.ui import navigation
from amity.kernel.ui.navigation import FOOT, administrators, register_place

ADA = Actor(1, "Ada", Role.MEMBER)
RUTH = Actor(2, "Ruth", Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _few_places(monkeypatch):
    monkeypatch.setattr(navigation, "_places", [])
    register_place("Customers", "Products", "kernel_ui:appearance", "product", 20)
    register_place("Customers", "People", "kernel_ui:styleguide", "person", 10, in_dock=True)
    register_place("Data", "Nowhere", "no:such-page", "x", 5)
    register_place(FOOT, "Settings", "kernel_ui:styleguide", "settings", 90, administrators)


def test_places_stand_by_department_and_order():
    assert [(group.label, [entry.label for entry in group.entries]) for group in navigation.departments(ADA, "/")] == [
        ("Customers", ["People", "Products"])
    ]


def test_the_place_of_the_page_is_marked():
    (group,) = navigation.departments(ADA, "/styleguide/deeper")
    assert [entry.is_here for entry in group.entries] == [True, False]


def test_what_is_for_administrators_is_not_shown_to_others():
    assert navigation.foot(ADA, "/") == []
    assert [entry.label for entry in navigation.foot(RUTH, "/")] == ["Settings"]


def test_the_dock_takes_only_what_asks_for_it():
    assert [entry.label for entry in navigation.dock(ADA, "/")] == ["People"]
