"""Who can reach the pages from where, and what an operator should hear about it before somebody else finds out."""

from bot.settings import Settings
from bot.web.site import LOOPBACK

PLAIN = (
    "KERNBOT_HTTP_HOST is {host}: other machines reach the pages over plain HTTP, where codes and cookies can be read; "
    "keep it on 127.0.0.1 behind a reverse proxy with https, and set KERNBOT_PUBLIC_URL"
)
NO_HTTPS = "KERNBOT_PUBLIC_URL is not https: codes and cookies can be read on the way"
ALL_ARE_ONE = (
    "KERNBOT_PUBLIC_URL is set, but no KERNBOT_TRUSTED_PROXIES: behind a proxy all visitors count as one, and a few "
    "of them use up the limits of all; set it to the address from which the proxy asks, such as 127.0.0.1"
)


def warnings(settings: Settings) -> tuple[str, ...]:
    """Return what is not safe about how the pages are served; nothing for who tries them on their own machine."""
    public = settings.public_url
    found = []
    if settings.http_host not in LOOPBACK and not public:
        found.append(PLAIN.format(host=settings.http_host))
    if public.startswith("http://") and public.partition("://")[2].partition(":")[0].partition("/")[0] not in LOOPBACK:
        found.append(NO_HTTPS)
    if public and not settings.trusted_proxies:
        found.append(ALL_ARE_ONE)
    return tuple(found)
