"""The commands for applicants, in the order of the menu."""

NAMES = (
    "start",
    "help",
    "aanvraag",
    "status",
    "ontbreekt",
    "indienen",
    "wijzig",
    "deel",
    "intrekken",
    "vraag",
    "vitrine",
    "taal",
    "herinneringen",
    "privacy",
    "stop",
)
