"""A place with data, and an empty one into which a backup of it can be put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.backup.manifest import Manifest
from bot.backup.taking import take
from bot.settings import Settings
from models.files.file_folder import FileFolder
from models.records.applications import attachment_queries
from models.records.applications.attachment import Attachment
from tests.fakes.conversation import A_PDF, StandingClock
from tests.fakes.post_room import PostRoom, open_post_room

LATER = timedelta(days=2)
KEPT = "files"


@dataclass(slots=True, kw_only=True)
class Places:
    """A place with data, and an empty one."""

    folder: Path
    url: str
    empty_url: str
    clock: StandingClock

    @property
    def one(self) -> Settings:
        return self._settings("one", self.url)

    @property
    def two(self) -> Settings:
        return self._settings("two", self.empty_url)

    @property
    def file(self) -> Path:
        return self.folder / "kernbot.zip"

    def _settings(self, name: str, url: str) -> Settings:
        data_dir = self.folder / name
        return Settings(_env_file=None, data_dir=data_dir, database_url=url, call="profploeg-2021")

    async def filled(self) -> Manifest:
        """Fill the first place and take a backup of it."""
        with self.room("one") as room:
            await fill(room)
        return take(self.one, self.file, self.clock())

    @contextmanager
    def room(self, name: str) -> Iterator[PostRoom]:
        settings = self.one if name == "one" else self.two
        with open_post_room(settings.data_dir, self.clock, url=settings.url) as room:
            yield room


async def fill(room: PostRoom) -> None:
    """Leave one message sent, one due, one in the hands of a worker, one for later, and a file."""
    for key in ("sent", "held", "due", "later"):
        await room.post(key, due_at=room.clock() + (LATER if key == "later" else timedelta()))
        if key == "sent":
            assert await room.sweep.send_due() == 1
        if key == "held":
            await room.left_by_a_dead_worker("held")
    stored = FileFolder(room.house.settings.data_dir / KEPT).keep(A_PDF)
    row = Attachment(
        application_id=room.application_id,
        file_name="besluit.pdf",
        media_type="application/pdf",
        size=len(A_PDF),
        sha256="0" * 64,
        stored_name=stored,
        added_at=room.clock(),
    )
    await room.house.services.store.run(attachment_queries.add, row)
