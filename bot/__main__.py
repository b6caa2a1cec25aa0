"""python -m bot is kernbot."""

from bot.cli import main

main()
