"""Nothing that is committed tells of a machine, a person, or a place that only some can reach."""

import re
from collections.abc import Iterator

from tests.house.source import texts

MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|mnt|opt|srv|tmp)/[\w.-]+")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n|\bghp_[A-Za-z0-9]{20}|\bAKIA[A-Z0-9]{12}")
ADDRESS = re.compile(r"(?<![\w.+-])([A-Za-z0-9][A-Za-z0-9._+-]*)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
HOST = re.compile(r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)")
# Whom the texts and tests speak of is invented: a first name alone, or an initial or one of these with a surname.
INVENTED = {"an", "bram", "cleo", "els", "jan", "jos", "koen", "lies", "piet", "tom"}
KNOWN_HOSTS = {
    "127.0.0.1",
    "kernbot.example.org",  # nobody's: RFC 2606
    "api.telegram.org",
    "creativecommons.org",  # the licence of the shapes of the municipalities
    "github.com",  # who made them, as they ask to be named
    "local",  # the Bot API of this machine has no host
    "scripts.sil.org",  # the licence of a font
    "t.me",
    "www.apache.org",  # our licence
}
INDEX = re.compile(r"pypi|pythonhosted|artifact|nexus|jfrog|anaconda|npmjs|proxy\.golang|\.(internal|corp|lan)$")


def found(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the first match in each committed file that has one."""
    return {path: match[0] for path, text in texts().items() if (match := pattern.search(text))}


def hosts() -> Iterator[tuple[str, str]]:
    """Return every (host, path) that a committed file points to."""
    for path, text in texts().items():
        yield from ((host, path) for host in HOST.findall(text))


def test_no_file_names_a_folder_of_somebody_s_machine() -> None:
    assert found(MACHINE_PATH) == {}


def test_no_file_holds_a_key() -> None:
    assert found(SECRET) == {}


def test_no_file_holds_the_mailbox_of_a_real_person() -> None:
    real = {
        f"{name}@{domain} in {path}"
        for path, text in texts().items()
        for name, domain in ADDRESS.findall(text)
        if len(first := name.lower().split(".")[0]) > 1 and first != name.lower() and first not in INVENTED
    }
    assert real == set()


def test_the_product_points_to_no_host_that_is_not_known_here() -> None:
    assert {
        (host, path) for host, path in hosts() if not path.startswith("tests/") and host not in KNOWN_HOSTS
    } == set()


def test_no_file_points_to_a_package_index_or_to_a_place_within_a_company() -> None:
    assert {(host, path) for host, path in hosts() if INDEX.search(host)} == set()
