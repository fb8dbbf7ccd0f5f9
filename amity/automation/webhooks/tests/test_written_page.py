"""The sample of the help page does what it says."""

import re

from amity.automation.webhooks import commands, queries
from amity.kernel.ui.help import DOCS


def test_the_sample_tells_true_events_from_forged_ones(world, add_house):
    (sample,) = re.findall(r"```python\n(.*?)```", (DOCS / "webhooks.md").read_text("utf-8"), re.S)
    room = {}
    exec(sample, room)
    house = add_house()
    commands.renew_secret(house.uid, overlap=True, by=world.administrator)
    new, old = queries.endpoint_secrets(house.uid, seen_by=world.administrator)
    commands.send_test(house.uid, by=world.administrator)
    house.deliver()
    headers, body = house.receiver.heard[0]
    is_ours = room["is_from_amity"]
    assert is_ours(new, headers, body) and is_ours(old, headers, body)
    assert not is_ours("whsec_other", headers, body) and not is_ours(new, headers, body + b" ")
    later = {**headers, "Amity-Webhook-Timestamp": str(int(headers["Amity-Webhook-Timestamp"]) - 301)}
    assert not is_ours(new, later, body)
