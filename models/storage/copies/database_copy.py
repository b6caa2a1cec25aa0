"""Why a whole database cannot be copied, or put back."""


class CannotCopy(Exception):
    """The text is a sentence for the operator; it holds no address and no password."""
