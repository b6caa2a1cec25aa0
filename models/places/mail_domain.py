"""Whether a mailbox is one of a municipality, judged by its domain."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from models.places.municipality import (
    Municipality,
    municipalities_on,
    municipality,
    predecessors,
    rows,
    successor_on,
    vintage_on,
)

LONGEST_ADDRESS = 254  # Source: RFC 5321, 4.5.3.1.3
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")

# Where people in Belgium have a mailbox of their own.
_PROVIDERS = """
    gmail.com googlemail.com
    hotmail.com hotmail.be hotmail.fr hotmail.nl outlook.com outlook.be outlook.fr live.com live.be live.nl msn.com
    telenet.be pandora.be skynet.be proximus.be belgacom.net scarlet.be voo.be dommel.be edpnet.be
    mobistar.be orange.be base.be tiscali.be advalvas.be yucom.be euphonynet.be fulladsl.be
    yahoo.com yahoo.fr yahoo.co.uk ymail.com rocketmail.com aol.com icloud.com me.com mac.com
    proton.me protonmail.com pm.me tutanota.com fastmail.com zoho.com mail.com gmx.com gmx.net gmx.de gmx.fr
    ziggo.nl kpnmail.nl planet.nl xs4all.nl hetnet.nl orange.fr wanadoo.fr free.fr laposte.net
"""
PERSONAL_PROVIDERS = frozenset(_PROVIDERS.split())


class Fit(StrEnum):
    """What a domain says about a mailbox and a municipality."""

    FITS = "fits"
    FOREIGN = "foreign"  # of nobody we know, of another municipality, or shared: the province confirms
    PERSONAL = "personal"  # of a provider of private mailboxes: the province confirms as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A municipality that uses a domain, for its website or only for its mail."""

    nis_code: str
    website: bool


def fits(email: str, nis_code: str, day: date) -> Fit:
    """Return whether the mailbox is one of the municipality as it is on `day`, the day of proving.

    The domains of those that merged into it fit too, and a code that ceased is read as its successor: a mailbox of
    Borgloon fits Tongeren-Borgloon, and both fit an application that was made for Borgloon.

    Raises:
        KeyError: there is no such code.
    """
    named = municipality(nis_code)
    if named.valid_from is not None:
        day = max(day, named.valid_from)  # a call may already ask for the municipality of next year
    now = successor_on(nis_code, day)
    domain = domain_of(email)
    if domain is None or now is None:
        return Fit.FOREIGN
    if sole_owner(_claims_on(domain, day)) == now.nis_code:
        return Fit.FITS
    return Fit.PERSONAL if not PERSONAL_PROVIDERS.isdisjoint(_with_parents(domain)) else Fit.FOREIGN


def likely_municipalities(email: str, day: date) -> tuple[Municipality, ...]:
    """Return the municipalities of `day` that use the mailbox's domain, by name: a guess to confirm, no proof."""
    domain = domain_of(email)
    if domain is None:
        return ()
    valid = municipalities_on(day)
    users = {claim.nis_code for claim in _claims_on(domain, day)}
    return tuple(sorted((valid[code] for code in users), key=lambda town: town.name))


def sole_owner(claims: Collection[Claim]) -> str | None:
    """Return the code of the municipality that a domain speaks for, or None.

    A domain that several share (an intercommunal's) speaks only for the one that alone has its website there.
    """
    users = {claim.nis_code for claim in claims}
    if len(users) > 1:
        users = {claim.nis_code for claim in claims if claim.website}
    return users.pop() if len(users) == 1 else None


def domain_of(email: str) -> str | None:
    """Return the domain of an address in lower case, or None when it is no plain address.

    Only ASCII is taken: some foreign signs become plain letters when lowered, as the Kelvin sign becomes a k.
    """
    address = email.strip()
    if len(address) > LONGEST_ADDRESS or not (address.isascii() and address.isprintable()) or " " in address:
        return None
    local, _, domain = address.rpartition("@")
    domain = domain.lower().removesuffix(".")  # the dot of the root: the same domain
    return domain if local and "@" not in local and _DOMAIN.fullmatch(domain) else None


def _claims_on(domain: str, day: date) -> Collection[Claim]:
    """Return who uses the domain or, when nobody does, the nearest domain above it."""
    known = _claims(vintage_on(day))
    return next((known[name] for name in _with_parents(domain) if name in known), ())


def _with_parents(domain: str) -> Iterator[str]:
    """Give "ocmw.gent.be", then "gent.be"; never a bare top level."""
    while "." in domain:
        yield domain
        domain = domain.partition(".")[2]


@lru_cache(maxsize=8)
def _claims(vintage: date) -> Mapping[str, Collection[Claim]]:
    """Return who uses which domain; a municipality also has those of its predecessors that ceased."""
    valid = municipalities_on(vintage)
    listed = rows("email_domains.csv")
    mailboxes = {row["nis_code"]: row["email_domain"] for row in listed}
    # A domain that only one unofficial page names may belong to anybody: the province confirms it.
    unsure = {row["email_domain"] for row in listed if row["status"].startswith("ONE unofficial")}
    claims: dict[str, set[Claim]] = {}
    for now in valid.values():
        ceased = [before for before in predecessors(now.nis_code) if before.nis_code not in valid]
        for town in (now, *ceased):
            for domain in filter(None, (town.website_domain, mailboxes.get(town.nis_code))):
                if domain in unsure:
                    continue
                website = domain == town.website_domain
                claims.setdefault(domain, set()).add(Claim(nis_code=now.nis_code, website=website))
    return MappingProxyType(claims)
