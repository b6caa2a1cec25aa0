"""A browser without a script: it keeps its cookie, sends the forms of a page, and follows where it is sent."""

import asyncio
import re
import secrets
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from tests.fakes.site import Answer, Served

TAG = re.compile(r"<[^>]+>")


@dataclass(slots=True, kw_only=True)
class Browser:
    """One visitor of a served site."""

    site: Served
    language: str = "nl"
    cookie: str = ""
    page: str = field(default="")

    async def opens(self, path: str = "/") -> Answer:
        """Look at a page."""
        answer = await self.site.get(path, **self._headers())
        self._keep(answer)
        self.page = answer.text
        return answer

    async def begins(self, *, start: str = "") -> Answer:
        """Press the one button of the greeting, to which a link led that carries `start`."""
        await self.opens()
        return await self._sent("/begin", urlencode({"start": start}), "application/x-www-form-urlencoded")

    async def says(self, text: str, **fields: str) -> Answer:
        """Type a text and send it."""
        return await self.sends_form({"text": text} | fields)

    async def presses(self, label: str) -> Answer:
        """Press the newest button whose label begins so."""
        found = re.findall(r'<button name="press" value="([^"]*)">([^<]*)</button>', self.page)
        value = next((unescape(value) for value, said in reversed(found) if unescape(said).startswith(label)), None)
        assert value is not None, f"no button {label!r}"
        return await self.sends_form({"text": "", "press": value})

    async def sends_form(self, fields: dict[str, str], *, live: bool = False) -> Answer:
        """Send the form of the page with other values."""
        body = urlencode({"seal": self.seal} | fields)
        return await self._sent("/say", body, "application/x-www-form-urlencoded", live=live)

    async def sends_file(self, name: str, content: bytes) -> Answer:
        """Choose a file and send the form."""
        mark = secrets.token_hex(8)
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="seal"\r\n\r\n{self.seal}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return await self._sent("/say", body, f"multipart/form-data; boundary={mark}")

    @property
    def seal(self) -> str:
        """Return what the form of the page bears."""
        found = re.search(r'name="seal" value="([a-z2-7]*)"', self.page)
        return found[1] if found else ""

    @property
    def heard(self) -> str:
        """Return what the page shows, without marks."""
        return unescape(TAG.sub("", self.page))

    @property
    def shows(self) -> str:
        """Return how the chat stood when the page was made, as its script says it to the stream."""
        found = re.search(r'data-shows="([^"]*)"', self.page)
        return found[1] if found else ""

    async def events(self, count: int, while_: "asyncio.Future[object] | None" = None, shows: str = "") -> str:
        """Return the first events of the stream, as they came over the wire."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.site.port)
        writer.write(f"GET /live?shows={shows} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n".encode())
        await writer.drain()
        seen = ""
        while seen.count("event:") < count:
            seen += (await asyncio.wait_for(reader.read(100_000), 10)).decode()
            if while_ is not None and seen.count("event:") == 1:
                await while_
        writer.close()
        return seen

    async def _sent(self, path: str, body: str | bytes, form: str, *, live: bool = False) -> Answer:
        headers = {"Content-Type": form} | self._headers() | ({"X-Kernbot-Live": "1"} if live else {})
        answer = await self.site.ask("POST", path, body, **headers)
        self._keep(answer)
        if answer.status == 303:
            await self.opens()
        return answer

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language} | ({"Cookie": self.cookie} if self.cookie else {})

    def _keep(self, answer: Answer) -> None:
        set_cookie = answer.headers.get("set-cookie")
        if set_cookie:
            self.cookie = set_cookie.partition(";")[0]
