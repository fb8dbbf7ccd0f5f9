"""What a person chooses for an import, and what there is not to choose."""

import pytest

from amity.kernel.commands import Invalid
from amity.records.imports.commands import checked_options


def test_an_owner_must_be_an_active_colleague(world):
    ben = world.accounts["ben"]
    assert checked_options({"owner_id": ben.pk}) == {"owner_id": ben.pk}
    ben.is_active = False
    ben.save()
    with pytest.raises(Invalid) as refusal:
        checked_options({"owner_id": ben.pk})
    assert refusal.value.field == "owner"


def test_a_choice_there_is_none_of_is_refused(world):
    with pytest.raises(Invalid):
        checked_options({"others": "burn"})
