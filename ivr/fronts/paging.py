"""A long text page by page: cut where a line ends, or else a word, each page with the key that shows the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ivr.fronts.gsm import septets, ucs2

USSD_SEPTETS: Final = 182
"""Characters of one USSD string in the GSM alphabet: 160 octets of seven-bit characters (3GPP TS 23.038, 6.1.2.3)."""

USSD_UCS2: Final = 80
"""Characters of one USSD string in UCS2: the same 160 octets (3GPP TS 24.090, TS 23.038), for a network that does not
join several."""

LEAST: Final = 24
"""Characters of the smallest page: a few words, and the line that leads on."""

WORTH: Final = 3
"""A page that ends with a line is to be filled to a third of it at least, else it ends with a word further on."""

MORE_KEYS: Final = "0987654321*#"
"""Keys that may lead on, the most usual first."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """How much one page holds, by the alphabet that its text needs. gsm: septets; ucs2: 16-bit characters."""

    gsm: int = USSD_SEPTETS
    ucs2: int = USSD_SEPTETS

    def __post_init__(self) -> None:
        if min(self.gsm, self.ucs2) < LEAST:
            raise ValueError(f"a page holds {LEAST} characters or more")

    def holds(self, text: str) -> bool:
        """Whether a text fits on one page."""
        length = septets(text)
        return ucs2(text) <= self.ucs2 if length is None else length <= self.gsm


NARROW: Final = PageSize(USSD_SEPTETS, USSD_UCS2)
"""The pages of a network that sends one USSD string at a time."""


def more_key(taken: str, word: str) -> str:
    """The key that shows the next page: one that the question does not listen to, or a letter when it takes them all.

    word: the word for going on, whose first letter serves then.
    """
    return next((key for key in MORE_KEYS if key not in taken), word[:1].upper())


def pages(text: str, size: PageSize, more: str) -> list[str]:
    """A text in pages; ``more`` is the last line of each but the last. An empty text is one empty page."""
    rest = "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
    found = []
    while not size.holds(rest):
        end = _end(rest, _heads(rest, size, f"\n{more}"))
        found.append(f"{rest[:end].rstrip()}\n{more}")
        rest = rest[end:].lstrip()
    return [*found, rest]


def _heads(text: str, size: PageSize, tail: str) -> list[int]:
    """Where a text may be cut so that what stands before it fits on a page with the tail, the longest first."""
    basic: int | None = septets(tail)
    others = ucs2(tail)
    ends = []
    for end, letter in enumerate(text, 1):
        length = None if basic is None else septets(letter)
        basic = None if basic is None or length is None else basic + length
        others += ucs2(letter)
        if others > max(size.gsm, size.ucs2):
            break
        if others <= size.ucs2 if basic is None else basic <= size.gsm:
            ends.append(end)
    return ends[::-1]


def _end(text: str, ends: list[int]) -> int:
    """Where the first page of a text ends. ends: where it may."""
    most = ends[0] if ends else 1
    line = next((end for end in ends if text[end : end + 1] == "\n"), 0)
    if line * WORTH >= most:
        return line
    return next((end for end in ends if text[end : end + 1].isspace()), most)
