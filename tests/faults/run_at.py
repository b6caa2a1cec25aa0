"""`kernbot run` on another day: `python -m tests.faults.run_at MOMENT`; its clock begins there and runs on."""

import asyncio
import sys
from datetime import datetime

from bot.clock import clock_from
from bot.log import set_up_logging
from bot.run import run
from bot.settings import read_settings


def main() -> None:
    """Run everything until it is told to stop."""
    set_up_logging()
    asyncio.run(run(read_settings(), clock_from(datetime.fromisoformat(sys.argv[1]))))


if __name__ == "__main__":
    main()
