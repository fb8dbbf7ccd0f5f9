"""A process for the drill of webhooks: `endpoints PORT COUNT`, `people FROM COUNT`, or `look` (JSON: what waits)."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")


def main(action: str, *given: str) -> object:
    import django

    django.setup()
    from amity.automation.webhooks.commands import add_endpoint
    from amity.automation.webhooks.drafts import EndpointDraft
    from amity.automation.webhooks.models import Attempt, Endpoint
    from amity.customers.people.commands import create_people
    from amity.customers.people.drafts import PersonDraft
    from amity.kernel.commands import Actor, Role
    from amity.kernel.facts.readers import introduce_readers
    from amity.kernel.outbox.models import OutgoingEffect
    from amity.workspace.accounts.models import Account

    if action == "endpoints":
        port, count = map(int, given)
        introduce_readers()
        account = Account.objects.create(email="a@example.org", email_key="a@example.org", role=Role.ADMINISTRATOR)
        for number in range(count):
            draft = EndpointDraft(f"http://127.0.0.1:{port}/{number}", ("person.created",))
            add_endpoint(draft, by=account.actor())
        return count
    if action == "people":
        first, count = map(int, given)
        drafts = [PersonDraft(full_name=f"Person {number}") for number in range(first, first + count)]
        for at in range(0, count, 100):
            create_people(drafts[at : at + 100], by=Actor.system())
        return count
    states = list(OutgoingEffect.objects.values_list("state", flat=True))
    return {
        "endpoints": Endpoint.objects.count(),
        "done": states.count("done"),
        "other": len(states) - states.count("done"),
        "tries": Attempt.objects.count(),
        "taken": Attempt.objects.filter(status=200).count(),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
