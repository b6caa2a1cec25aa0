"""Where the link of a mail leads: to the chat in which its reader talks, else to one that is open to everybody."""

from dataclasses import dataclass, field

ANYBODY = ("web", "telegram")  # for whom we do not know: a browser is always there


@dataclass(slots=True, kw_only=True)
class StartLinks:
    """The links that open a chat, by its front; what stands behind one is a token or a place."""

    by_front: dict[str, str] = field(default_factory=dict)  # "https://t.me/<bot>?start="

    def of(self, front: str) -> str:
        """Return the link for somebody who talks on `front` ("" when not known), "" when no chat opens by a link."""
        return next((self.by_front[one] for one in (front, *ANYBODY) if one in self.by_front), "")
