"""Long texts page by page."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ivr.fronts.paging import NARROW, PageSize, more_key, pages

MORE = "0 — далее"
WORDS = st.text(st.sampled_from("абвгдежз abcdef{}€😀.,:!0123456789—"), min_size=1, max_size=20).map(
    lambda text: text.replace(" ", "") or "а"
)
LINES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
TEXTS = st.lists(LINES, min_size=0, max_size=12).map("\n".join)
SIZES = st.sampled_from([PageSize(), NARROW, PageSize(60, 60), PageSize(182, 60)])


def parts(found: list[str], more: str) -> list[str]:
    """The pages without the lines that lead on."""
    assert all(page.endswith(f"\n{more}") for page in found[:-1])
    return [page.removesuffix(f"\n{more}") for page in found[:-1]] + found[-1:]


@settings(deadline=None)
@given(TEXTS, SIZES)
def test_nothing_is_lost_no_page_is_too_long_and_no_word_is_cut(text: str, size: PageSize):
    found = pages(text, size, MORE)
    assert all(size.holds(page) for page in found)
    assert " ".join(parts(found, MORE)).split() == text.split()
    assert all(part for part in parts(found, MORE)) or not text.split()


@settings(deadline=None)
@given(st.text(st.sampled_from("яz€ \n"), min_size=1, max_size=900), SIZES)
def test_of_a_word_longer_than_a_page_nothing_is_lost(text: str, size: PageSize):
    found = pages(text, size, MORE)
    assert all(size.holds(page) for page in found)
    assert "".join("".join(parts(found, MORE)).split()) == "".join(text.split())


@settings(deadline=None)
@given(TEXTS)
def test_a_short_text_is_one_page_as_it_is(text: str):
    assume(len(text.encode("utf-16-le")) // 2 <= 60)
    assert pages(text, PageSize(), MORE) == ["\n".join(" ".join(line.split()) for line in text.split("\n"))]


def test_a_page_ends_with_a_line_where_that_fills_it():
    lines = [f"{key} — пункт меню номер {key}" for key in range(1, 10)]
    found = pages("\n".join(lines), PageSize(), MORE)
    assert [line for page in parts(found, MORE) for line in page.split("\n")] == lines


def test_a_page_ends_with_a_word_where_the_only_line_is_short():
    text = "Да.\n" + "слово " * 60
    first = pages(text, PageSize(), MORE)[0]
    assert len(first) > 150


def test_the_key_that_leads_on_is_one_that_the_question_does_not_know():
    assert more_key("", "далее") == "0"
    assert more_key("0123", "далее") == "9"
    assert more_key("0123456789", "далее") == "*"
    assert more_key("0123456789*#", "далее") == "Д"


def test_sizes():
    assert PageSize().holds("я" * 182) and not PageSize().holds("я" * 183)
    assert NARROW.holds("z" * 182) and NARROW.holds("я" * 80) and not NARROW.holds("я" * 81)
    assert not NARROW.holds("€" * 92)
    with pytest.raises(ValueError, match="24"):
        PageSize(10, 10)
