"""The registry of keys, the chain a page carries, the sheet."""

import pytest

from amity.kernel.commands import Actor, Role
from amity.kernel.ui import navigation, shortcuts
from amity.kernel.ui.navigation import administrators, register_place
from amity.kernel.ui.shortcuts import as_aria, caps, key_chain, keys_of, register_shortcut, sheet

ADA = Actor(1, "Ada", Role.MEMBER)


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(navigation, "_places", [])
    monkeypatch.setattr(shortcuts, "_shortcuts", {})
    register_place("Customers", "People", "kernel_ui:styleguide", "person", 10, key="p")
    register_place("Data", "Secrets", "kernel_ui:appearance", "lock", 20, administrators, key="z")
    register_shortcut("j", "next", "Next row", shortcuts.LISTS)
    register_shortcut("Mod+k", "palette", "Search", shortcuts.EVERYWHERE)
    register_shortcut("Escape", "", "Close", shortcuts.EVERYWHERE)


def test_a_page_carries_the_keys_and_the_places_its_viewer_may_go_to():
    assert key_chain(shortcuts.shortcuts(ADA), with_single=True) == "j=next;Mod+k=palette;g p=/styleguide"


def test_who_switched_single_keys_off_keeps_those_with_ctrl():
    assert key_chain(shortcuts.shortcuts(ADA), with_single=False) == "Mod+k=palette"


def test_the_sheet_tells_everything_by_group():
    told = {str(part.heading): part.lines for part in sheet(shortcuts.shortcuts(ADA), is_mac=True)}
    assert list(told) == ["Everywhere", "Go to", "In lists"]
    assert told["Everywhere"] == [([["⌘", "K"]], "Search"), ([["Esc"]], "Close")]
    assert told["Go to"] == [([["G"], ["P"]], "People")]


def test_two_rooms_may_share_a_shortcut_but_not_a_key():
    register_shortcut("j", "next", "Next row", shortcuts.LISTS)
    with pytest.raises(ValueError, match="j is next already"):
        register_shortcut("j", "jump", "Jump", shortcuts.LISTS)
    with pytest.raises(ValueError, match="leads to"):
        register_place("Data", "Products", "kernel_ui:start", "x", 30, key="p")
    with pytest.raises(ValueError, match="cannot be a shortcut"):
        register_shortcut("g x", "x", "X", shortcuts.LISTS)


def test_what_one_key_does_on_different_pages_is_told_for_each():
    register_shortcut("j", "next", "Next entry", shortcuts.RECORDS)
    told = {str(part.heading): part.lines for part in sheet(shortcuts.shortcuts(ADA))}
    assert told["In lists"] == [([["J"]], "Next row")] and told["On a record"] == [([["J"]], "Next entry")]


def test_keys_are_written_for_eyes_and_for_screen_readers():
    assert caps("Mod+k") == [["Ctrl", "K"]]
    assert as_aria(keys_of("palette")) == "Control+K Meta+K"
    assert as_aria("c") == "C"
    assert as_aria("g p") == ""


def test_the_sheet_is_a_page_and_the_inside_of_a_dialog(client_of):
    ada = client_of("ada")
    page = ada.get("/shortcuts").content.decode()
    part = ada.get("/shortcuts", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="dialog-body").content.decode()
    assert "<title>" in page and "<title>" not in part
    assert "Next row" in page and "Next row" in part
    assert 'data-keys="j=next;' in page
