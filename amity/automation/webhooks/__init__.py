"""Webhooks out: other programs are told what happened, signed, in order, for as long as it takes.

Owns endpoints (`models.Endpoint`) and what became of every try (`models.Attempt`). A reader of facts places one effect
per endpoint and event into the endpoint's lane of the outbox (`reactions`); the carrier (`sending`) makes the body when
its turn comes, so that nothing is sent that the endpoint's owner may not see by then. Never switches an endpoint off.
"""
