"""What a person at the command line did wrong and can mend."""


class Mistake(Exception):
    """The text is the sentence that the person reads."""


class Refused(Mistake):
    """What was asked cannot be done."""


class WrongSettings(Mistake):
    """The settings cannot be used; the text names every mistake."""


class NoSuchCall(Mistake):
    """KERNBOT_CALL names neither a file, nor a loaded call, nor one that ships."""
