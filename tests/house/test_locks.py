"""What is installed is pinned, hashed, and asked from no particular index."""

import re
import tomllib

import pytest

from tests.house.source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9._-]+)(\[[a-z,]+\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def blocks(lock: str) -> dict[str, str]:
    """Return what a lock says of each package, by its name."""
    text = (ROOT / lock).read_text("utf-8")
    found = [block for block in re.split(r"\n(?=[a-z0-9])", text) if PIN.match(block)]
    return {PIN.match(block)[1]: block for block in found}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=,; ]", one)[0].lower() for one in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock: str) -> None:
    found = blocks(lock)
    assert len(found) > 30
    assert [name for name, block in found.items() if not HASH.search(block)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    options = [line for line in text.splitlines() if line.startswith("-")]
    assert options == []
    assert "://" not in text


def test_what_the_product_needs_is_locked_and_what_the_tests_need_too() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]
    needed = names(project["dependencies"] + extra["build"])
    assert needed <= blocks("requirements.lock").keys()
    assert needed | names(extra["dev"]) <= blocks("requirements-dev.lock").keys()


def test_both_locks_pin_the_same_versions() -> None:
    product, tests = blocks("requirements.lock"), blocks("requirements-dev.lock")
    apart = {name for name in product if PIN.match(product[name])[3] != PIN.match(tests[name])[3]}
    assert apart == set()
