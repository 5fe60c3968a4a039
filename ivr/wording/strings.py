"""Formats of digit strings: codes said one by one, phone numbers said in groups. A comma is a pause."""

from __future__ import annotations

import re

from ivr.wording import values
from ivr.wording.errors import WordingError
from ivr.wording.keys import key_name
from ivr.wording.language import Language

DIGITS = "0123456789"
CODE_LENGTH = 64
PHONE_LENGTH = 15
"""Digits of the longest international number (ITU-T E.164)."""

NATIONAL = 10
"""Digits of a Russian number after +7 or 8."""

UTTERED = 3
"""Digits that are said as one number, at most."""


def digits(language: Language, value: object, group: int = 0) -> str:
    """Digits one by one: "0505" is "ноль пять ноль пять". Stars, hashes are named, spaces and hyphens are pauses.

    `group` makes a pause after every so many digits.
    """
    text = values.text("digits", value, DIGITS + "*# -", CODE_LENGTH)
    size = values.whole("digits", group, "option group as a whole number (int)")
    if size < 0:
        raise WordingError("digits: option group must be 0 (no pauses) or more")
    chunks = [chunk for chunk in re.split("[ -]+", text) if chunk]
    if not chunks:
        raise WordingError("digits: needs at least one digit")
    if size:
        chunks = [chunk[start : start + size] for chunk in chunks for start in range(0, len(chunk), size)]
    return ", ".join(" ".join(key_name(key, language.code) for key in chunk) for chunk in chunks)


def phone(language: Language, value: object) -> str:
    """A phone number as people say it, with pauses between groups.

    "+79221110505" and "79221110505" begin with "плюс семь", "89221110505" with "восемь", "9221110505" with the code.
    Short numbers go in pairs ("0505": "ноль пять, ноль пять"), after a group of three when their length is odd.
    """
    text = values.text("phone", value, DIGITS + "+ -().", 2 * PHONE_LENGTH)
    number = re.sub(r"[ ().-]", "", text)
    if not re.fullmatch(rf"\+?[0-9]{{1,{PHONE_LENGTH}}}", number):
        raise WordingError(f"phone: needs 1 to {PHONE_LENGTH} digits, with at most one plus, in front")
    international = number.startswith("+")
    number = number.lstrip("+")
    if len(number) == NATIONAL + 1 and (number[0] == "7" or (number[0] == "8" and not international)):
        international = number[0] == "7"
        groups = [number[0], *split(number[1:])]
    else:
        groups = abroad(number) if international else split(number)
    spoken = ", ".join(language.phone_group(group) for group in groups)
    return f"{language.plus} {spoken}" if international else spoken


def abroad(number: str) -> list[str]:
    """Groups of an international number as they are usual in its country, its code first; as of any where it is none.

    Those of `phonenumbers`, parted further where one is too long to be said.
    """
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

    try:
        usual = format_number(parse(f"+{number}"), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return split(number)
    groups = re.findall("[0-9]+", usual)
    return [part for group in groups for part in (split(group) if len(group) > UTTERED else [group])]


def split(number: str) -> list[str]:
    """Groups of a number without its country code: 3-3-2-2 for ten digits, else pairs after an odd first three."""
    if len(number) <= 3:
        return [number]
    first = 3 if len(number) % 2 or len(number) == NATIONAL else 2
    groups = [number[:first]]
    rest = number[first:]
    if len(number) == NATIONAL:
        groups.append(rest[:3])
        rest = rest[3:]
    return groups + [rest[start : start + 2] for start in range(0, len(rest), 2)]
