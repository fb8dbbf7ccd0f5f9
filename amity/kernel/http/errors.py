"""Why a call did not come to an answer; each message is for people."""


class OutgoingError(Exception):
    """Base of all of them."""


class Forbidden(OutgoingError):
    """The address is none we call; nothing was sent to it."""


class NoAnswer(OutgoingError):
    """The name is unknown, nobody listens, the certificate is wrong, or the connection broke."""


class TooSlow(OutgoingError):
    """The time ran out before the answer was complete."""


class TooLarge(OutgoingError):
    """The answer is larger than the caller wanted to read."""
