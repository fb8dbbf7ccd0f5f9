"""docs/privacy.md, written from the models: `python -m amity.config.privacy_page`, with `--check` to compare only."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path("docs/privacy.md")
OURS = "amity."

HEADER = """# Privacy

What every table holds of a person, what of it belongs to a person's data when they ask for it, and what erasing them
does to it. Written from the models by `bin/_docs`; change the model's `privacy`, not this page.

These are the declared rules. 0.1 does not carry them out yet: it has no button that exports or erases a person.
Deleting a person is not erasure, for the history keeps what was deleted. Fields that a kind of fact names as personal
are marked in [facts](facts.md).
"""

# Tables of libraries: what they hold and who clears them.
FOREIGN = {
    "account.EmailAddress": "not used: an account has one e-mail, in `account`; stays empty",
    "account.EmailConfirmation": "not used: an e-mail is confirmed by its invitation; stays empty",
    "auth.Group": "not used: rights come from roles; stays empty",
    "auth.Permission": "names of Django's own rights; nothing of a person",
    "contenttypes.ContentType": "names of tables; nothing of a person",
    "sessions.Session": "who is signed in, by account number; of no use once expired or the account closed",
}


def privacy_page() -> str:
    """The whole page, tables by room; needs Django started. AttributeError for a model of ours without a rule."""
    from django.apps import apps

    ours = [model for model in apps.get_models() if is_ours(model)]
    parts = [HEADER]
    for label in sorted({model._meta.app_label for model in ours}):
        parts.append("\n".join(_room(label, [model for model in ours if model._meta.app_label == label])))
    return "\n".join([*parts, *_foreign()])


def is_ours(model: type[Any]) -> bool:
    """Whether a model is of this house and none that a test brought along."""
    return (
        model.__module__.startswith(OURS) and ".tests." not in model.__module__ and ".testing" not in model.__module__
    )


def _room(label: str, models: list[type[Any]]) -> Iterator[str]:
    yield f"## {label}"
    yield ""
    yield "| table | holds | export | erasure |"
    yield "|---|---|---|---|"
    for model in sorted(models, key=lambda item: item._meta.db_table):
        rule = model.privacy
        yield f"| `{model._meta.db_table}` | {rule.holds} | {rule.export} | {rule.erase} |"
    yield ""


def _foreign() -> Iterator[str]:
    yield "## Tables of libraries"
    yield ""
    yield "| table | what |"
    yield "|---|---|"
    for name, what in FOREIGN.items():
        yield f"| {name} | {what} |"
    yield ""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
    import django

    django.setup()
    written = privacy_page()
    if "--check" not in sys.argv:
        print(written, end="")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != written:
        sys.exit(f"{PAGE} is out of date. Write it with:  bin/_docs")


if __name__ == "__main__":
    main()
