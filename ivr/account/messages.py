"""What subscribers are written by SMS."""

from __future__ import annotations

from typing import Final

PASSWORD: Final = {
    "ru": "Ваш пароль: {password}. Никому его не называйте.",
    "en": "Your password: {password}. Do not tell it to anybody.",
}

MASK: Final = "••••"
"""What stays of a secret message once it is delivered."""


def password(text: str, language: str) -> str:
    """The message that brings a new password."""
    return PASSWORD.get(language, PASSWORD["en"]).format(password=text)
