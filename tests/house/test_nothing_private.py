"""Nothing that is committed tells of a machine, a person, or a place that only some can reach."""

import re

from tests.house.source import texts

# The people of the texts and tests are invented: first names alone, and these with a surname.
INVENTED = {"an.peeters", "bram.claes", "jan.peeters"}
ADDRESS = re.compile(r"(?<![\w.+-])([A-Za-z0-9][A-Za-z0-9._+-]*)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|mnt|opt|srv|tmp)/[\w.-]+")
HOSTS = re.compile(r"https?://([A-Za-z0-9.-]+)")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bghp_[A-Za-z0-9]{20}|\bAKIA[A-Z0-9]{12}|\bsk-[A-Za-z0-9]{20}")
KNOWN_HOSTS = {
    "127.0.0.1",
    "api.telegram.org",
    "local",  # the Bot API of this machine has no host
    "scripts.sil.org",  # the licence of a font
    "t.me",
    "www.apache.org",  # our licence
    # in examples and tests
    "kernbot.be",
    "vlaio.be",
    "x.be",
}


def found(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the first match in each committed file that has one."""
    return {path: match[0] for path, text in texts().items() if (match := pattern.search(text))}


def test_no_file_names_a_folder_of_somebody_s_machine() -> None:
    assert found(MACHINE_PATH) == {}


def test_no_file_holds_a_key() -> None:
    assert {path: match for path, match in found(SECRET).items() if path != "tests/house/test_nothing_private.py"} == {}


def test_no_file_holds_the_mailbox_of_a_real_person() -> None:
    real = {
        f"{name}@{domain} in {path}"
        for path, text in texts().items()
        for name, domain in ADDRESS.findall(text)
        if "." in name and name.lower() not in INVENTED
    }
    assert real == set()


def test_no_file_points_to_a_host_that_is_not_known_here() -> None:
    unknown = {
        f"{host} in {path}"
        for path, text in texts().items()
        for host in HOSTS.findall(text)
        if host.rstrip(".") not in KNOWN_HOSTS
    }
    assert unknown == set()
