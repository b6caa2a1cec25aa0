"""A clerk who goes the whole way, from hello to receipt, with buttons, an edit, a file up and a file down."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.terminal.page import code_in_mail
from tests.fakes.conversation import A_PDF, CLEAR
from tests.faults.person import NoAnswer, Page, Person, asks, newer_than, offers, says

CODE_COMES_WITHIN_S = 5
SILENT = 1  # doings that are not answered by a message: an option that is ticked


@dataclass(slots=True, kw_only=True)
class Clerk:
    """A person, their town, and what they answered so far."""

    person: Person
    town: str
    mail_folder: Path
    types_ahead: bool = False
    answered: list[str] = field(default_factory=list)  # keys of items, once for each answer
    files: int = 0

    @property
    def mailbox(self) -> str:
        return f"an.peeters@{self.town.lower()}.be"

    def applies(self) -> None:
        """Go from hello to the number of the application."""
        self._begins()
        self._answers_texts()
        self._sends_the_decision()
        self._answers_the_rest()
        self._submits()

    def _begins(self) -> None:
        person = self.person
        person.says("/start", offers("Akkoord"), again=True)
        person.presses("Akkoord", asks("1"))
        person.says(self.town, offers("Ja"), again=True)
        person.presses("Ja", asks("2"))
        self._answer("contact_name", "An Peeters", "3")
        self._answer("contact_function", "Deskundige lokale economie", "4")
        self._answer("contact_email", self.mailbox, "5")
        self._types_code()

    def _answers_texts(self) -> None:
        core_area = f"Dorpskern {self.town}: Kerkstraat en Dorpsplein"
        texts = {"contact_phone": "015 25 00 00", "core_area": core_area, "challenge": CLEAR}
        if self.types_ahead:
            self.answered += texts
            self.person.types_ahead(list(texts.values()), asks("8"))
        else:
            for number, (key, text) in enumerate(texts.items(), start=6):
                self._answer(key, text, str(number))
        self.person.edits(core_area, f"{core_area} in het centrum", asks("8"))
        self.answered.append("core_area")
        self._ticks("themes", "Beleving", then="8b")
        self._answer("experience", CLEAR, "9")
        self._answer("tried", CLEAR, "10")
        self._answer("services", "lokale economie, mobiliteit", "11")
        self._answer("service_hours", "6", "12")

    def _sends_the_decision(self) -> None:
        self.person.sends("besluit.pdf", A_PDF, asks("13"))
        self.files += 1
        self._answer("college_date", "14 juni 2025", "14")
        self.person.says("/wijzig 12", offers("⬇"), again=True)
        page = self.person.presses("⬇", lambda page: page.document is not None, again=True)
        if self.person.people.file(page.document) != A_PDF:
            raise NoAnswer("the file came back changed")
        self.person.says("/wijzig 14", asks("14"), again=True)

    def _answers_the_rest(self) -> None:
        self._answer("effect", CLEAR, "15")
        self._answer("expertise", "evenementen", "16")
        self._answer("period", "Zo snel mogelijk", "17")
        self._answer("alderman", "Jan Janssens", "18")
        self._answer("backup_name", "Bram Claes", "19")
        self._answer("backup_function", "Diensthoofd", "20")
        self._answer("backup_email", f"bram.claes@{self.town.lower()}.be", "21")
        self._answer("backup_phone", "015 25 00 01", "22")
        self.person.presses("Overslaan", asks("23"))
        self.person.presses("Overslaan", asks("24"))
        self.person.presses("Ja", offers("Indienen"))
        self.answered.append("showcase_consent")

    def _submits(self) -> None:
        while True:
            page = self.person.says("/indienen", _ready_or_unproven, again=True)
            if page.offers("Ja, indienen"):
                break
            self.person.presses("Nieuwe code", newer_than(page))
            self._types_code()
        self.person.presses("Ja, indienen", says("PROF"))

    def _answer(self, key: str, text: str, then: str) -> None:
        self.answered.append(key)
        self.person.says(text, asks(then))

    def _ticks(self, key: str, label: str, *, then: str) -> None:
        self.person.presses(label, offers("Klaar"))
        self.answered.append(key)
        self.person.presses("Klaar", asks(then))

    def _types_code(self) -> None:
        """Type the code that was mailed; when a kill keeps it for minutes, go on and ask for another one later."""
        deadline = time.monotonic() + CODE_COMES_WITHIN_S
        while time.monotonic() < deadline:
            code = code_in_mail(self.mail_folder, self.mailbox)
            if code is not None:
                self.person.says(code, newer_than(self.person.page()))
                return
            time.sleep(0.1)


def _ready_or_unproven(page: Page) -> bool:
    return page.offers("Ja, indienen") is not None or page.offers("Nieuwe code") is not None
