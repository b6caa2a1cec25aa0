"""Speed and memory, as ratios against references measured in the same run: `python -m tests.bench`."""
