"""A real browser, started once in each process; skipped where none is installed."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright


@asynccontextmanager
async def real_chromium() -> AsyncIterator[Browser]:
    """Start a browser; skip the test where there is no Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium is installed")
    async with async_playwright() as played:
        # As root it runs only without its sandbox; it opens no page but ours.
        browser = await played.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def real_browser(**how: object) -> AsyncIterator[BrowserContext]:
    """Open a browser for one test, with nothing remembered."""
    async with real_chromium() as browser:
        yield await browser.new_context(**({"locale": "nl-BE"} | how))  # type: ignore[arg-type]
