"""python -m tests.screenshots: every page in light and dark, on a phone and on a desk, as pictures to be looked at."""

import argparse
import asyncio
import logging
import tempfile
from datetime import datetime
from pathlib import Path

from bot.log import set_up_logging
from tests.fakes.conversation import BRUSSELS, StandingClock
from tests.fakes.every_page import PAGES
from tests.fakes.page_visits import visiting

SCREENS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")


def main() -> None:
    """Make the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    names = [shown.name for shown in PAGES]
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"{', '.join(names)}; all without one")
    parser.add_argument("--folder", type=Path, default=Path("var/screenshots"))
    wanted = parser.parse_args()
    set_up_logging(logging.WARNING)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    made = asyncio.run(pictures(wanted.folder, frozenset(wanted.pages or names)))
    print(f"{made} pictures in {wanted.folder}")


async def pictures(folder: Path, names: frozenset[str]) -> int:
    """Make a picture of each of these pages, on each screen and in each theme; return how many."""
    made = 0
    clock = StandingClock(datetime(2021, 10, 20, 10, 0, tzinfo=BRUSSELS))
    with tempfile.TemporaryDirectory(prefix="screenshots-") as own:
        async with visiting(Path(own), clock) as visit:
            for shown in (one for one in PAGES if one.name in names):
                for screen, size in SCREENS.items():
                    page = await visit.opens(shown, **size)
                    for theme in THEMES:
                        await page.emulate_media(color_scheme=theme)
                        await page.screenshot(path=folder / f"{shown.name}-{screen}-{theme}.png", full_page=True)
                        made += 1
                    await page.close()
    return made


if __name__ == "__main__":
    main()
