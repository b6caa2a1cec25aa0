"""A front over the Bot API of this machine whose chats are rows: the terminal has one, the browser has one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.fronts.front import Front, running_front
from bot.house import OpenHouse
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.rows import RowKeeper, first_id
from bot.local.sharing import SharedRows
from bot.opening import FILE_FOLDERS
from models.files.file_folder import FileFolder

API_URL = "http://local"


@asynccontextmanager
async def local_front(house: OpenHouse, name: str, series: int) -> AsyncIterator[tuple[LocalApi, Front]]:
    """Run the front `name`; its Bot API gives out the ids of its own `series`."""
    files = FileFolder(house.settings.data_dir / FILE_FOLDERS[1])
    store, is_shared = house.services.store, house.replicas.is_shared
    api = LocalApi(
        clock=house.services.clock,
        keeper=RowKeeper(store, files, series, is_shared=is_shared),
        sharing=SharedRows(store, series, first_id(series)) if is_shared else None,
    )
    async with running_front(
        house,
        name,
        token=f"0:{name}",
        request=LocalRequest(api),
        polling_request=LocalRequest(api),
        api_url=API_URL,
        stamps_presses=True,
    ) as front:
        house.caches.append(api.let_go)
        yield api, front
