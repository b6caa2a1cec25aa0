"""Where the words of the writer end: the mail that is answered, and the signature, in Dutch, French and English.

Lines are judged one by one, or two or three together: time that grows with the mail and not faster, whatever it holds.
"""

import re
from collections.abc import Sequence

CUT = "⟦answered mail⟧"  # a line by which the reading of HTML says that the answered mail begins

_ON = r"(op|on|le|am|il|el)"
_WROTE = r"(schreef.*|geschreven|wrote|[aà] [eé]crit|schrieb.*)"
_INTRODUCED = re.compile(rf"[\s>*_]*{_ON}\b.{{4,250}}\b{_WROTE}\s*:[\s*_]*", re.IGNORECASE)
_INTRODUCED_BY_NAME = re.compile(r"[\s>*_]*\S.{2,150}\b(schreef op|wrote on|a [eé]crit le)\b.{4,80}:\s*", re.IGNORECASE)
_RULE = r"(-{2,}|_{2,}|={2,})"
_RULED = re.compile(
    rf"[\s>]*{_RULE}\s*(oorspronkelijk(e)? bericht|original message|message (d'origine|original|transf[eé]r[eé])|"
    rf"urspr[uü]ngliche nachricht|doorgestuurd bericht|forwarded message)\s*{_RULE}?\s*",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"[\s>]*(begin doorgestuurd bericht|begin forwarded message|d[eé]but du message).*", re.IGNORECASE)
_FROM = re.compile(r"[\s>*_]*(van|from|de|von|afzender|exp[eé]diteur)\s*:[\s*_]*\S.{0,200}", re.IGNORECASE)
_MORE = re.compile(
    r"[\s>*_]*(verzonden|datum|aan|onderwerp|sent|date|to|subject|envoy[eé]|[aà]|objet|gesendet|an|betreff)\s*:.{0,300}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s{0,3}(>|\|(?![^|]+\|))")  # a line with a second stroke is a row of a table
_DASHES = re.compile(r"-- ?|__ ?")
_GREETING = re.compile(
    r"\W*(met (de )?(vriendelijke|beste|hartelijke|warme) groet(en|jes)?"
    r"|(vriendelijke|beste|hartelijke|warme|lieve|veel|vele) groet(en|jes)?|groet(en|jes)?|m\.?v\.?g\.?"
    r"|(met )?(hoogachting|hoogachtend)|(bien )?cordialement|bien [aà] (vous|toi)"
    r"|(sinc[eè]res )?salutations( distingu[eé]es)?"
    r"|(kind|best|warm|with kind) regards|regards|best wishes|yours (sincerely|faithfully)|cheers|all the best)"
    r"(?P<rest>\W.{0,60}|)",
    re.IGNORECASE,
)
_FROM_A_PHONE = re.compile(
    r"\W*((verzonden|verstuurd|gestuurd) (vanaf|vanuit|met|via|van)|sent (from|with|via)"
    r"|envoy[eé] (de|depuis|[aà] partir de)|(download|get|haal|t[eé]l[eé]charger) outlook"
    r"|outlook (voor|for|pour) (ios|android)|von meinem|gesendet von)\b.{0,80}",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W*(disclaimer|(dit|deze) (e-?mail|bericht).{0,80}vertrouwelijk|this e-?mail.{0,80}confidential"
    r"|denk aan het milieu|think before).{0,400}",
    re.IGNORECASE,
)


def is_quoted(line: str) -> bool:
    """Return whether a line stands behind a sign for what somebody else wrote."""
    return bool(_QUOTED.match(line))


def unquoted(line: str) -> str:
    """Return a quoted line without its signs."""
    return re.sub(r"^[\s>|]{1,40}", "", line)


def begins_history(lines: Sequence[str], at: int) -> int:
    """Return how many lines from `at` on introduce the mail that is answered; 0 when they do not."""
    line = lines[at]
    if line.strip() == CUT or _RULED.fullmatch(line[:300]) or _BEGUN.fullmatch(line[:300]):
        return 1
    for count in (1, 2, 3):
        joined = " ".join(one.strip() for one in lines[at : at + count])[:400]
        if count > 1 and (at + count > len(lines) or not lines[at + count - 1].strip()):
            break
        if _INTRODUCED.fullmatch(joined) or _INTRODUCED_BY_NAME.fullmatch(joined):
            return count
    if _FROM.fullmatch(line[:300]):
        following = [one for one in lines[at + 1 : at + 6] if one.strip()]
        return 1 + sum(bool(_MORE.fullmatch(one[:400])) for one in following) if _is_head(following) else 0
    return 0


def _is_head(following: Sequence[str]) -> bool:
    return sum(bool(_MORE.fullmatch(one[:400])) for one in following) >= 2


def begins_signature(line: str) -> bool:
    """Return whether a line is the first of a signature, a mobile footer or a disclaimer."""
    text = line.strip()
    if (
        _DASHES.fullmatch(line.rstrip("\r\n"))
        or _FROM_A_PHONE.fullmatch(text[:200])
        or _DISCLAIMER.fullmatch(text[:600])
    ):
        return True
    found = _GREETING.fullmatch(text[:160])
    return found is not None and len(found["rest"].split()) <= 5
