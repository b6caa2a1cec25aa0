"""What a person at the command line did wrong and can mend."""


class Mistake(Exception):
    """The text is the sentence that the person reads."""

    exit_code = 2


class Refused(Mistake):
    """What was asked cannot be done."""


class NotNow(Refused):
    """What was asked cannot be done now, and can be later without anybody doing a thing; a service is started again."""

    exit_code = 75  # Source: sysexits.h, EX_TEMPFAIL


class WrongSettings(Mistake):
    """The settings cannot be used; the text names every mistake."""


class NoSuchCall(Mistake):
    """KERNBOT_CALL names neither a file, nor a loaded call, nor one that ships."""
