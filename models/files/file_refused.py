"""Why a file is not taken."""


class Refused(Exception):
    """The file is not taken; `reason` is a key of words [file], whose sentence names the way out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
