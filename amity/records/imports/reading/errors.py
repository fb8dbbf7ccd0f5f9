"""What can go wrong between a file and its rows."""


class ReadError(Exception):
    """A file that cannot be read at all. `code` is for programs, `message` names the cause and the fix."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = str(message)


class CellError(ValueError):
    """A cell that does not hold what its column should; the message names the cause and the fix."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = str(message)
