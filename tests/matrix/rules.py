"""Who may what at every address: one line an endpoint. An address that has no line here fails the matrix by its name.

A line gives, per method, how much it takes, what the address is about, and where a request names records by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Takes(IntEnum):
    """How much it takes to be let in."""

    NOTHING = 0  # strangers too
    ACCOUNT = 1  # whoever is signed in, and sees what it is about
    WRITER = 2  # who may write besides
    OWNER = 3  # who owns what it is about besides: its author, or an administrator
    ADMINISTRATOR = 4


# What an allowed request is answered; which of them depends on the form it was sent, and that is for the room's tests.
READ = frozenset({200, 204, 301, 302})
WROTE = frozenset({200, 201, 204, 302, 409, 422})


@dataclass(frozen=True)
class Rule:
    """`about`: a subject of the house, "" for none. `foreign`: fields of a sent form that name records, and their kind;
    `form`: what else must stand in it. `asked`: parameters of the query that name records."""

    methods: Mapping[str, Takes]
    about: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    foreign: tuple[tuple[str, str], ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[tuple[str, str], ...] = ()


OPEN, ACCOUNT, WRITER, OWNER, ADMIN = Takes


def shown(takes: Takes = ACCOUNT, about: str = "", **more: Any) -> Rule:
    return Rule({"GET": takes}, about, **more)


def sent(takes: Takes = WRITER, about: str = "", **more: Any) -> Rule:
    return Rule({"POST": takes}, about, **more)


def form(takes: Takes = WRITER, about: str = "", **more: Any) -> Rule:
    more = {name: value for name, value in more.items() if name != "fields"} | {"form": more.get("fields", {})}
    return Rule({"GET": takes, "POST": takes}, about, **more)


PERSON = {"full_name": "Sent by the matrix"}
ORDER = {
    "status": "completed", "currency": "EUR", "total": "5", "lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0",
    "ordered_at": "2026-01-02T10:00",
}  # fmt: skip
OF_PEOPLE = {"plural": "people"}

RULES: dict[str, Rule] = {
    "healthz": shown(OPEN),
    # The look.
    "kernel_ui:start": shown(),
    "kernel_ui:favicon": shown(OPEN),
    "kernel_ui:appearance": sent(OPEN),
    "kernel_ui:sidebar": sent(ACCOUNT),
    "kernel_ui:shortcuts": shown(),
    "kernel_ui:help": shown(),
    "kernel_ui:help_page": shown(given={"page": "people"}),
    "kernel_ui:styleguide": shown(ADMIN),
    "kernel_ui:without_slash": shown(given={"address": "people"}),
    # Jobs.
    "kernel_jobs:jobs": shown(),
    "kernel_jobs:job": shown(ACCOUNT, "job"),
    "kernel_jobs:progress": shown(ACCOUNT, "job"),
    "kernel_jobs:cancellation": sent(OWNER, "job"),
    "kernel_jobs:resumption": sent(OWNER, "job"),
    # Records.
    "people:people": shown(),
    "people:new": form(fields=PERSON, foreign=(("company-pick", "company"),), asked=(("company", "company"),)),
    "people:person": shown(ACCOUNT, "person"),
    "people:edit": form(WRITER, "person", fields=PERSON, foreign=(("company-pick", "company"),)),
    "people:deletion": form(WRITER, "person"),
    "companies:companies": shown(),
    "companies:new": form(
        fields={"name": "Sent"}, foreign=(("parent-pick", "company"),), asked=(("company", "company"),)
    ),
    "companies:company": shown(ACCOUNT, "company"),
    "companies:edit": form(WRITER, "company", fields={"name": "Sent"}, foreign=(("parent-pick", "company"),)),
    "companies:deletion": form(WRITER, "company"),
    "products:products": shown(),
    "products:new": form(),
    "products:categories": shown(),
    "products:product": shown(ACCOUNT, "product"),
    "products:edit": form(WRITER, "product"),
    "products:retirement": sent(WRITER, "product"),
    "products:revival": sent(WRITER, "product"),
    "products:deletion": form(WRITER, "product"),
    "orders:orders": shown(asked=(("person", "person"), ("company", "company"))),
    "orders:new": form(
        fields=ORDER,
        foreign=(("person-pick", "person"), ("company-pick", "company")),
        asked=(("person", "person"), ("company", "company")),
    ),
    "orders:order": shown(ACCOUNT, "order"),
    "orders:edit": form(
        WRITER, "order", fields=ORDER, foreign=(("person-pick", "person"), ("company-pick", "company"))
    ),
    "orders:status": sent(WRITER, "order", form={"status": "cancelled"}),
    "orders:cancellation": sent(WRITER, "order"),
    "orders:deletion": form(WRITER, "order"),
    # Around any record.
    "records_record_pages:empty_fields": sent(ACCOUNT),
    "records_record_pages:parts": shown(ACCOUNT, "person", given=OF_PEOPLE),
    "records_record_pages:preview": shown(ACCOUNT, "person", given=OF_PEOPLE),
    "records_timeline:entry": shown(ACCOUNT, "fact"),
    "records_timeline:history": Rule({"GET": ACCOUNT, "POST": WRITER}, "person", {"kind": "person"}),
    "records_notes:note": Rule({"GET": WRITER, "POST": OWNER}, "note", form={"text": "Sent"}),
    "records_notes:deletion": Rule({"GET": WRITER, "POST": OWNER}, "note"),
    "customers_activities:activity": Rule({"GET": WRITER, "POST": OWNER}, "activity", form={"text": "Sent"}),
    "customers_activities:deletion": Rule({"GET": WRITER, "POST": OWNER}, "activity"),
    "records_undo:change": shown(ACCOUNT, "change"),
    "records_undo:undo": sent(WRITER, "change"),
    "records_trash:trash": shown(),
    "records_trash:restoration": sent(WRITER),
    "records_trash:deletion": form(ADMIN),
    "records_samples:samples": shown(ADMIN),
    "records_samples:removal": sent(ADMIN),
    "records_history:changes": shown(ACCOUNT, "person", given=OF_PEOPLE),
    "records_history:past": shown(ACCOUNT, "person", given=OF_PEOPLE),
    "records_editing:field": form(WRITER, "person", given={**OF_PEOPLE, "name": "stage"}),
    "records_tags:tags": shown(),
    # Finding.
    "records_search:search": shown(),
    "records_search:palette": shown(),
    "records_search:lookup": shown(given={"kind": "person"}),
    "records_search:seen": sent(ACCOUNT, "person", given={"kind": "person"}),
    "lists:arrangement": shown(given=OF_PEOPLE),
    "lists:changes": form(given=OF_PEOPLE, foreign=(("uid", "person"),), fields={"action": "trash"}),
    "lists:moves": form(WRITER, "person", given=OF_PEOPLE, fields={"value": "customer"}),
    "lists:new_view": form(ACCOUNT, given=OF_PEOPLE),
    "lists:view": form(ACCOUNT, "view"),
    "lists:view_state": sent(ACCOUNT, "view"),
    "lists:view_deletion": sent(ACCOUNT, "view"),
    "lists:view_opening": sent(ACCOUNT, "view"),
    "filter_bar:builder": shown(given=OF_PEOPLE),
    "filter_bar:text": shown(given=OF_PEOPLE),
    "filter_bar:bar": shown(given=OF_PEOPLE),
    "filter_bar:count": shown(given=OF_PEOPLE),
    "filter_bar:choices": shown(given=OF_PEOPLE),
    "filter_bar:completions": shown(given=OF_PEOPLE),
    # Imports.
    "imports:imports": shown(),
    "imports:new": form(),
    "imports:import": shown(ACCOUNT, "import"),
    "imports:fields": shown(ACCOUNT, "import"),
    "imports:reading": sent(OWNER, "import"),
    "imports:meaning": sent(OWNER, "import"),
    "imports:run": sent(OWNER, "import"),
    "imports:stop": sent(OWNER, "import"),
    "imports:progress": shown(ACCOUNT, "import"),
    "imports:left_out": Rule({"GET": ACCOUNT, "POST": ACCOUNT}, "import"),
    "imports:deletion": Rule({"GET": ACCOUNT, "POST": OWNER}, "import"),
    # The door.
    "account_login": form(OPEN),
    "account_logout": sent(ACCOUNT),
    "account_inactive": shown(OPEN),
    "account_reset_password": form(OPEN),
    "account_reset_password_done": shown(OPEN),
    "account_reset_password_from_key": form(OPEN),
    "account_reset_password_from_key_done": shown(OPEN),
    "workspace_accounts:invitation": form(OPEN, "invitation"),
    "workspace_settings:set_up": form(OPEN, "shut"),
    # One's own.
    "workspace_accounts:preferences": form(ACCOUNT),
    "workspace_accounts:profile": form(ACCOUNT),
    "workspace_accounts:password": sent(ACCOUNT),
    "workspace_settings:settings": shown(),
    "workspace_drafts:draft": Rule({"PUT": ACCOUNT, "DELETE": ACCOUNT}, given={"key": "person-new"}),
    "workspace_checklist:checklist": shown(),
    "workspace_checklist:visibility": sent(ACCOUNT),
    "workspace_checklist:item": sent(ACCOUNT, given={"name": "preferences"}),
    "workspace_tokens:tokens": shown(),
    "workspace_tokens:new": form(ACCOUNT),
    "workspace_tokens:token": shown(ACCOUNT, "token"),
    "workspace_tokens:revocation": form(ACCOUNT, "token"),
    # The administrators'.
    "workspace_tokens:everyones": shown(ADMIN),
    "workspace_accounts:accounts": form(ADMIN),
    "workspace_accounts:invitation_withdrawal": sent(ADMIN, "invited"),
    "workspace_accounts:account": form(ADMIN, "account"),
    "workspace_accounts:deactivation": sent(ADMIN, "account"),
    "workspace_accounts:reactivation": sent(ADMIN, "account"),
    "workspace_teams:teams": form(ADMIN),
    "workspace_teams:team": form(ADMIN, "team"),
    "workspace_teams:members": sent(ADMIN, "team"),
    "workspace_teams:member_removal": sent(ADMIN, "member"),
    "workspace_access:visibility": form(ADMIN),
    "workspace_settings:organisation": form(ADMIN),
    "workspace_settings:rates": form(ADMIN),
    "workspace_settings:rates_file": sent(ADMIN),
    "workspace_settings:rate_removal": sent(ADMIN, "rate"),
    "workspace_settings:outgoing": shown(ADMIN),
    "workspace_settings:another_try": sent(ADMIN, "effect"),
    "workspace_settings:removal": sent(ADMIN, "effect"),
    # Shops: strangers deliver, and are let in by their signature alone.
    "shops:arrival": sent(OPEN, "delivery door"),
    "shops:shops": form(ADMIN),
    "shops:shop": form(ADMIN, "shop"),
    "shops:replay_failed": sent(ADMIN, "shop"),
    "shops:disconnection": form(ADMIN, "shop"),
    "shops:delivery": shown(ADMIN, "gone"),
    "shops:replay": sent(ADMIN, "gone"),
    # Programs.
    "tracking:names": shown(ADMIN),
    "api_docs:index": shown(),
    "api_docs:operation": shown(ACCOUNT, given={"name": "get_document"}),
    "automation_webhooks:endpoints": shown(ADMIN),
    "automation_webhooks:new": form(ADMIN),
    "automation_webhooks:endpoint": shown(ADMIN, "gone"),
    "automation_webhooks:change": form(ADMIN, "gone"),
    "automation_webhooks:secret": shown(ADMIN, "gone"),
    "automation_webhooks:renewal": sent(ADMIN, "gone"),
    "automation_webhooks:pause": sent(ADMIN, "gone"),
    "automation_webhooks:resumption": sent(ADMIN, "gone"),
    "automation_webhooks:another_try": sent(ADMIN, "gone"),
    "automation_webhooks:taking_over": sent(ADMIN, "gone"),
    "automation_webhooks:test": sent(ADMIN, "gone"),
    "automation_webhooks:replays": sent(ADMIN, "gone"),
    "automation_webhooks:removal": form(ADMIN, "gone"),
    "automation_webhooks:delivery": shown(ADMIN, "gone event"),
    "automation_webhooks:replay": sent(ADMIN, "gone event"),
}
