"""Secrets that are never stored: codes and tokens derived from the installation's key and a random nonce."""

import hashlib
import hmac
import secrets
from base64 import b32encode

CODE_DIGITS = 6
TOKEN_BYTES = 16  # 128 bits: a link that cannot be guessed


def new_nonce() -> str:
    """Return a random value to derive one secret from; useless without the key."""
    return secrets.token_hex(16)


def code_of(key: bytes, nonce: str) -> str:
    """Return the code of six digits that belongs to a nonce."""
    return str(int.from_bytes(_derive(key, "code", nonce)[:8]) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def token_of(key: bytes, nonce: str) -> str:
    """Return the token of an invitation that belongs to a nonce: 26 letters and digits, lower case."""
    return b32encode(_derive(key, "token", nonce)[:TOKEN_BYTES]).decode().rstrip("=").lower()


def name_of(key: bytes, what: str) -> str:
    """Return a name for something of this installation, the same at every time and of no other: 32 hex digits."""
    return _derive(key, "name", what)[:16].hex()


def seal_of(key: bytes, use: str, text: str) -> str:
    """Return what vouches for `text` in one use and in no other: 26 letters and digits, lower case."""
    return b32encode(_derive(key, f"seal-{use}", text)[:TOKEN_BYTES]).decode().rstrip("=").lower()


def mark_of(key: bytes, mailbox: str) -> str:
    """Return what only a mail of ours to that mailbox bears, so that nobody can make up that it came back."""
    return seal_of(key, "mailed", mailbox.lower())


def seal_hex_of(key: bytes, use: str, text: str) -> str:
    """Return what vouches for `text` in one use and in no other: 32 hex digits."""
    return _derive(key, f"seal-{use}", text)[:TOKEN_BYTES].hex()


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def hashed(token: str) -> str:
    """Return what may be stored of a token, to find it again."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _derive(key: bytes, use: str, nonce: str) -> bytes:
    return hmac.new(key, f"{use}:{nonce}".encode(), hashlib.sha256).digest()
