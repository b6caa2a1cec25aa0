"""Prints what hostile input came to: random conversations, the table of what was tried, and who may do what."""

import argparse
import sys

from tests.fakes.memory_folder import write_in_memory
from tests.hostile import long_walk, matrix, tried


def main() -> int:
    """Do what the command line asks; return 1 when a promise did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--steps", type=int, default=2000, help="how many steps of random conversations")
    parser.add_argument("--seed", type=int, default=1, help="which conversations: the same seed, the same ones")
    parser.add_argument("--table", action="store_true", help="try each row of the table and print what came out")
    parser.add_argument("--matrix", action="store_true", help="print who may do what")
    asked = parser.parse_args()
    write_in_memory()
    if asked.matrix:
        print(*matrix.lines(), sep="\n")
        return 0
    return min(tried.print_table() if asked.table else long_walk.run(asked.steps, asked.seed), 1)


if __name__ == "__main__":
    sys.exit(main())
