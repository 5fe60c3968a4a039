"""How much room a text takes on the air."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.fronts import gsm


def test_the_alphabet_is_that_of_the_standard():
    assert len(gsm.BASIC) == 127  # 128 places, one of them the escape
    assert not gsm.BASIC & gsm.EXTENSION
    assert gsm.septets("Balance: 121.05 RUB [1]") == 25  # each bracket takes two
    assert gsm.septets("баланс") is None
    assert gsm.septets("") == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the escape and its character stay together
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("я" * 66 + "😀" + "я" * 66, 3),
    ],
)
def test_parts(text: str, count: int):
    assert gsm.parts(text) == count


@given(st.text(max_size=600))
def test_a_longer_text_never_takes_fewer_parts_of_its_alphabet(text: str):
    if gsm.septets(text) is None:
        assert gsm.parts(text) <= gsm.parts(text + "я")
    assert gsm.parts(text) >= 1
