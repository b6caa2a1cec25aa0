"""From where the pages can be reached: whose address is believed, what other sites may send, what is warned of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.settings import Settings
from bot.web.exposure import warnings
from tests.fakes.browser import Browser
from tests.fakes.conversation import Town
from tests.fakes.site import Served, serving

PUBLIC = "https://kernbot.example.org"


@asynccontextmanager
async def served(town: Town, **changed: str) -> AsyncIterator[Served]:
    async with serving(replace(town.house, settings=town.house.settings.model_copy(update=changed))) as site:
        yield site


async def begun_from(site: Served, forwarded: str) -> int:
    """Return what somebody gets who begins a chat and says that they come from `forwarded`."""
    return (await site.post("/begin", "", X_Forwarded_For=forwarded)).status


async def test_nobody_is_believed_who_says_where_they_come_from(town: Town) -> None:
    async with served(town) as site:
        statuses = [await begun_from(site, f"203.0.113.{number}") for number in range(25)]
    assert statuses.count(429) == 5


async def test_behind_a_proxy_that_is_trusted_each_visitor_counts_alone(town: Town) -> None:
    async with served(town, trusted_proxies="127.0.0.1") as site:
        assert {await begun_from(site, f"203.0.113.{number}") for number in range(25)} == {303}


async def test_a_visitor_of_a_trusted_proxy_cannot_make_up_an_address(town: Town) -> None:
    async with served(town, trusted_proxies="127.0.0.1") as site:
        # What stands last is what the proxy itself saw; what stands before it was said by the visitor.
        statuses = [await begun_from(site, f"198.51.100.{number}, 203.0.113.9") for number in range(25)]
    assert statuses.count(429) == 5


async def test_a_proxy_of_another_address_is_not_believed(town: Town) -> None:
    async with served(town, trusted_proxies="10.0.0.0/24") as site:
        statuses = [await begun_from(site, f"203.0.113.{number}") for number in range(25)]
    assert statuses.count(429) == 5


@pytest.mark.parametrize("site_said", ["cross-site", "same-site"])
async def test_a_form_that_a_browser_says_another_site_sends_is_refused(town: Town, site_said: str) -> None:
    async with served(town) as site:
        answer = await site.post("/begin", "", Sec_Fetch_Site=site_said)
        assert (answer.status, answer.text) == (403, "Forbidden\n")
        assert "set-cookie" not in answer.headers
        assert (await site.post("/begin", "", Sec_Fetch_Site="same-origin")).status == 303
        assert (await site.get("/oproep", Sec_Fetch_Site=site_said)).status == 200  # a link from elsewhere is fine


async def test_the_cookie_of_a_public_site_is_of_this_host_alone_and_travels_by_https_only(town: Town) -> None:
    async with served(town, public_url=PUBLIC) as site:
        cookie = (await Browser(site=site).begins()).headers["set-cookie"]
        assert cookie.startswith("__Host-kernbot=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
        answer = await site.get("/oproep")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert "webcal://kernbot.example.org/oproep.ics?taal=nl" in answer.text


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)


@pytest.mark.parametrize(
    ("safe", "values"),
    [
        (True, {}),
        (True, {"http_host": "localhost"}),
        (True, {"public_url": PUBLIC, "trusted_proxies": "127.0.0.1"}),
        (True, {"public_url": PUBLIC, "trusted_proxies": "10.0.0.0/24", "http_host": "0.0.0.0"}),
        (True, {"public_url": "http://localhost:8000", "trusted_proxies": "127.0.0.1"}),
        (False, {"http_host": "0.0.0.0"}),
        (False, {"http_host": "192.168.1.10"}),
        (False, {"public_url": "http://kernbot.example.org", "trusted_proxies": "127.0.0.1"}),
        (False, {"public_url": PUBLIC}),
    ],
)
def test_an_operator_is_warned_when_others_can_read_along_or_all_count_as_one(
    safe: bool, values: dict[str, str]
) -> None:
    assert (warnings(settings(**values)) == ()) is safe


@pytest.mark.parametrize("said", ["*", "0.0.0.0/0", "::/0", "proxy.example.org", "10.0.0.1/24", "127.0.0.1;::1"])
def test_nobody_and_everybody_are_no_proxies(said: str) -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        settings(trusted_proxies=said)


def test_proxies_are_addresses_and_networks_with_commas_between() -> None:
    assert (
        settings(trusted_proxies=" 127.0.0.1, 10.0.0.0/24 ,::1").trusted_proxies == "127.0.0.1/32,10.0.0.0/24,::1/128"
    )
