"""How texts become short messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.sending.smpp.coding import DEFAULT_ALPHABET, UCS2, TooLong, code, decoded


@pytest.mark.parametrize(
    ("text", "data_coding", "sizes"),
    [
        ("Your password: 4321", DEFAULT_ALPHABET, [19]),
        ("a" * 160, DEFAULT_ALPHABET, [160]),
        ("a" * 161, DEFAULT_ALPHABET, [153, 8]),
        ("a" * 152 + "€" + "a" * 10, DEFAULT_ALPHABET, [152, 12]),
        ("Ваш пароль", UCS2, [20]),
        ("ы" * 70, UCS2, [140]),
        ("ы" * 71, UCS2, [134, 8]),
        ("ы" * 66 + "😀" + "ы" * 10, UCS2, [132, 24]),
        ("", DEFAULT_ALPHABET, [0]),
        ("\x1be", UCS2, [4]),
    ],
)
def test_alphabets_and_sizes(text: str, data_coding: int, sizes: list[int]):
    coded = code(text)
    assert coded.data_coding == data_coding
    assert [len(part) for part in coded.parts] == sizes


def test_the_alphabet_of_gsm():
    """3GPP TS 23.038, 6.2.1: some letters of its tables."""
    assert code("@£$¥èéùìòÇ\nØø\rÅå").whole == bytes(range(16))
    assert code("Δ_ΦΓΛΩΠΨΣΘΞ").whole == bytes(range(0x10, 0x1B))
    assert code("^{}\\[~]|€").whole == b"".join(
        b"\x1b" + bytes((it,)) for it in b"\x14\x28\x29\x2f\x3c\x3d\x3e\x40\x65"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_every_text_comes_back_part_by_part(text: str):
    coded = code(text)
    assert "".join(decoded(part, coded.data_coding) for part in coded.parts) == text
    headed = coded.with_headers(0xAB)
    for number, (whole, part) in enumerate(zip(headed, coded.parts, strict=True), 1):
        assert whole == bytes((5, 0, 3, 0xAB, len(headed), number)) + part
        assert len(whole) <= 160 or len(headed) == 1


def test_a_text_without_end_is_refused_without_its_words():
    with pytest.raises(TooLong, match="needs 256 messages") as failed:
        code("пароль4321" * 1711)
    assert "4321" not in str(failed.value)
