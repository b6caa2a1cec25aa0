"""An officer at the desk in a browser without a script: logs in by the mail, follows links, sends forms."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from tests.fakes.conversation import Town
from tests.fakes.mailbag import mails
from tests.fakes.site import Answer, Served

TAG = re.compile(r"<[^>]+>")
FORM = re.compile(
    r'<form method="(?P<method>\w+)"(?: action="(?P<action>[^"]*)")?[^>]*>(?P<inside>.*?)</form>', re.DOTALL
)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
BUTTON = re.compile(r"<button(?P<marks>[^>]*)>(?P<label>.*?)</button>", re.DOTALL)
LINK = re.compile(r'<a(?: class="\w+")? href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
FIELDS = re.compile(r'<(?:input|textarea|select)[^>]* name="([^"]*)"')


@dataclass(slots=True, kw_only=True)
class DeskBrowser:
    """One browser of an officer."""

    site: Served
    town: Town
    language: str = "nl"
    cookie: str = ""  # of the session
    told: str = ""  # what a form lets it carry to the next page
    path: str = "/loket"
    html: str = field(default="")
    answer: Answer | None = None
    kept_seal: str = ""  # of the session, also once a page without a form is open

    async def logs_in(self, mailbox: str) -> Answer:
        """Ask for a code, read it in the mail, and type it."""
        await self.opens("/loket/inloggen")
        await self.fills("Stuur me een code", email=mailbox)
        codes = [
            one.code for one in await mails(self.town, mailbox) if one.bears_code
        ]  # what leaves with it comes beside
        return await self.fills("Inloggen", code=codes[-1])

    async def opens(self, path: str) -> Answer:
        """Open an address and go where it leads."""
        return await self._ask("GET", path, None)

    async def follows(self, label: str) -> Answer:
        """Follow the first link whose words begin so."""
        found = [href for href, said in LINK.findall(self.html) if plain(said).startswith(label)]
        assert found, f"no link {label!r} in {self.said}"
        return await self.opens(self._absolute(unescape(found[0])))

    async def presses(self, label: str, **words: str) -> Answer:
        """Press the first button whose words begin so, with the form around it filled in."""
        return await self.fills(label, **words)

    async def fills(self, label: str, **words: str | list[str]) -> Answer:
        """Fill in fields of the form that has a button with that label, and press it."""
        for form in FORM.finditer(self.html):
            for button in BUTTON.finditer(form["inside"]):
                if plain(button["label"]).startswith(label):
                    return await self._send(form, button["marks"], words)
        raise AssertionError(f"no button {label!r} in {self.said}")

    async def posts(self, path: str, seal: str | None = None, **words: str) -> Answer:
        """Send a form of one's own making."""
        fields = {"seal": self.seal if seal is None else seal} | words
        return await self._ask("POST", path, urlencode(fields))

    @property
    def seal(self) -> str:
        """Return what the forms of the page bear."""
        found = re.search(r'name="seal" value="([a-z2-7]*)"', self.html)
        return found[1] if found else ""

    @property
    def said(self) -> str:
        """Return what the page shows, without marks."""
        return plain(self.html)

    def __contains__(self, words: str) -> bool:
        return words in self.said

    async def _send(self, form: re.Match[str], marks: str, words: dict[str, str | list[str]]) -> Answer:
        fields: dict[str, object] = {unescape(name): unescape(value) for name, value in HIDDEN.findall(form["inside"])}
        assert words.keys() <= set(FIELDS.findall(form["inside"])), f"no such fields: {words.keys()}"
        named = re.search(r'name="([^"]*)" value="([^"]*)"', marks)
        fields |= words | ({named[1]: unescape(named[2])} if named else {})
        path = self._absolute(form["action"]) if form["action"] is not None else self.path
        body = urlencode(fields, doseq=True)
        if form["method"] == "get":
            return await self._ask("GET", f"{path}?{body}", None)
        return await self._ask("POST", path, body)

    async def _ask(self, method: str, path: str, body: str | None) -> Answer:
        cookies = "; ".join(one for one in (self.cookie, self.told) if one)
        headers = {"Accept-Language": self.language} | ({"Cookie": cookies} if cookies else {})
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = await self.site.ask(method, path, body, **headers)
        for one in answer.cookies:
            pair = one.partition(";")[0]
            kept = "" if pair.endswith(('=""', "=")) else pair
            if "kernbot-told" in pair:
                self.told = kept
            else:
                self.cookie = kept
        self.path = path.partition("?")[0]
        if answer.status == 303:
            await self._ask("GET", self._absolute(answer.headers["location"]), None)
            return answer
        self.html, self.answer = answer.text, answer
        self.kept_seal = self.seal or self.kept_seal
        return answer

    def _absolute(self, href: str) -> str:
        """Return an address as a browser reads it on the page that is open."""
        folder = self.path.rpartition("/")[0]
        while href.startswith("../"):
            href, folder = href[3:], folder.rpartition("/")[0]
        return href if href.startswith("/") else f"{folder}/{href.removeprefix('./')}"


def plain(html: str) -> str:
    """Return the words of HTML, without marks, on one line."""
    return " ".join(unescape(TAG.sub(" ", html)).split())
