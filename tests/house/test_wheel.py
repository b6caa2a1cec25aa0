"""What is installed is whole: every text, call, letter and font is in the wheel, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.house.source import PACKAGES, ROOT, files


def test_the_wheel_holds_every_file_of_the_four_packages_and_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=True)
    [wheel] = tmp_path.glob("kernbot-*.whl")
    with ZipFile(wheel) as packed:
        names = set(packed.namelist())
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        assert "kernbot = bot.cli:main" in packed.read(entry_points).decode()
    ours = {path.relative_to(ROOT).as_posix() for path in files()}
    assert {name for name in names if ".dist-info/" not in name} == {n for n in ours if n.split("/")[0] in PACKAGES}
