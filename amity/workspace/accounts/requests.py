"""A request as pages behind the door get it, for the type checker."""

from django.http import HttpRequest

from amity.kernel.commands import Actor


class SignedIn(HttpRequest):
    """The middleware has set who acts; pages on the allow-list take a plain HttpRequest instead."""

    actor: Actor
    request_id: str
