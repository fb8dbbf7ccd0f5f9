"""What happens with endpoints."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class EndpointAdded(Fact):
    """An endpoint for webhooks was added."""

    name = "webhook.added"
    public = False
    sentence = _("added the webhook {title}")

    endpoint_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class EndpointChanged(Fact):
    """What an endpoint is told, or where, was changed; `changes` holds only those, as [before, after]."""

    name = "webhook.changed"
    public = False
    sentence = _("changed the webhook {title}")

    endpoint_id: int
    title: str
    changes: dict[str, list[object]]


@dataclass(frozen=True, kw_only=True)
class EndpointPaused(Fact):
    """An endpoint is told nothing until it goes on; what happens meanwhile waits."""

    name = "webhook.paused"
    public = False
    sentence = _("paused the webhook {title}")

    endpoint_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class EndpointResumed(Fact):
    """A paused endpoint goes on."""

    name = "webhook.resumed"
    public = False
    sentence = _("let the webhook {title} go on")

    endpoint_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class EndpointSecretRenewed(Fact):
    """An endpoint got a new secret; with `overlap`, the old one signs too for a day."""

    name = "webhook.secret_renewed"
    public = False
    sentence = _("renewed the secret of the webhook {title}")

    endpoint_id: int
    title: str
    overlap: bool


@dataclass(frozen=True, kw_only=True)
class EndpointReplayed(Fact):
    """Events that an endpoint had been told are told again."""

    name = "webhook.replayed"
    public = False
    sentence = _("sent {count} events to the webhook {title} again")

    endpoint_id: int
    title: str
    count: int


@dataclass(frozen=True, kw_only=True)
class EndpointRemoved(Fact):
    """An endpoint was removed, with all that still waited for it."""

    name = "webhook.removed"
    public = False
    sentence = _("removed the webhook {title}")

    endpoint_id: int
    title: str
