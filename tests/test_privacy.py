"""Every table says what it holds of a person; the page that prints it is current."""

from pathlib import Path

import pytest
from django.apps import apps

from amity.config.privacy_page import FOREIGN, PAGE, is_ours, privacy_page
from amity.kernel.privacy import Privacy

ROOT = Path(__file__).resolve().parent.parent


def test_every_model_of_ours_has_its_privacy_rule():
    silent = [
        model._meta.label
        for model in apps.get_models()
        if is_ours(model) and not isinstance(getattr(model, "privacy", None), Privacy)
    ]
    assert not silent, f"put `privacy: ClassVar[Privacy] = Privacy(holds, export, erase)` on {', '.join(silent)}"


def test_every_table_of_a_library_has_a_written_reason():
    foreign = {model._meta.label for model in apps.get_models() if not model.__module__.startswith("amity.")}
    assert foreign == set(FOREIGN), "say in amity/config/privacy_page.py what a new table of a library holds"


def test_a_rule_that_leaves_something_unsaid_is_refused():

    with pytest.raises(ValueError, match="exported and erased"):
        Privacy("names", "with the person", "")


def test_the_privacy_page_is_current():
    assert (ROOT / PAGE).read_text("utf-8") == privacy_page(), "write it with: bin/_docs"
