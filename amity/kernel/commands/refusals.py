"""How a command says no. Faces translate: Missing 404, NotAllowed 403, Invalid 422, Refused 409, Stale 412."""


class Refused(Exception):
    """A rule refuses this in the present state.

    `code` is stable and dotted (`deals.closed`), `message` is for people and names cause and fix, `field` is the
    argument it concerns, if one.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class Invalid(Refused):
    """A value is wrong, whatever the state."""


class Stale(Refused):
    """The record changed since the caller read it; `conflicts` maps field to (mine, theirs, original)."""

    def __init__(self, code: str, message: str, conflicts: dict[str, tuple[object, object, object]]) -> None:
        super().__init__(code, message)
        self.conflicts = conflicts


class NotAllowed(Exception):
    """The actor sees the record but may not do this to it."""


class Missing(Exception):
    """There is no such record, or the actor may not see it; the two cannot be told apart from outside."""
