"""Codes and tokens: derived from the key, never the same for two uses, compared as a whole."""

import re

from hypothesis import given
from hypothesis import strategies as st

from models.records.people import derived_secret
from models.records.people.derived_secret import code_of, hashed, new_nonce, same, token_of

KEY = b"k" * 32


@given(st.binary(min_size=16, max_size=64), st.text())
def test_a_code_is_always_six_digits_and_a_token_26_letters_and_digits(key: bytes, nonce: str) -> None:
    nonce = nonce.encode("utf-8", "replace").decode()
    assert re.fullmatch(r"[0-9]{6}", code_of(key, nonce))
    assert re.fullmatch(r"[a-z2-7]{26}", token_of(key, nonce))


def test_the_same_nonce_gives_the_same_secret_again() -> None:
    assert code_of(KEY, "a") == code_of(KEY, "a")
    assert token_of(KEY, "a") == token_of(KEY, "a")


def test_another_key_or_another_nonce_gives_another_secret() -> None:
    tokens = {token_of(key, nonce) for key in (KEY, b"l" * 32) for nonce in ("a", "b")}
    assert len(tokens) == 4


def test_codes_are_spread_over_all_numbers() -> None:
    codes = [int(code_of(KEY, str(number))) for number in range(2_000)]
    assert len(set(codes)) > 1_990
    assert min(codes) < 5_000
    assert max(codes) > 995_000


def test_a_nonce_and_a_token_hold_128_bits_and_never_come_twice() -> None:
    assert derived_secret.TOKEN_BYTES * 8 == 128
    nonces = {new_nonce() for _ in range(1_000)}
    assert len(nonces) == 1_000
    assert {len(bytes.fromhex(nonce)) for nonce in nonces} == {16}


def test_what_is_stored_of_a_token_finds_it_and_does_not_tell_it() -> None:
    token = token_of(KEY, "a")
    assert hashed(token) == hashed(token_of(KEY, "a"))
    assert token not in hashed(token)
    assert len(hashed(token)) == 64


def test_secrets_are_the_same_only_as_a_whole() -> None:
    assert same("123456", "123456")
    assert not same("123456", "12345")
    assert not same("123456", "1234567")
    assert not same("123456", "")


def test_signs_that_cannot_be_written_are_compared_and_hashed_all_the_same() -> None:
    assert not same("123456", "\ud800")
    assert len(hashed("\ud800")) == 64
