"""The Korean model, loaded once: it takes seconds and half a gigabyte."""

import pytest

from ivr.sound.recognition import Recognition
from tests.sound.recognition import korean


@pytest.fixture(scope="session")
def recognition() -> Recognition:
    return Recognition.open({"ko": korean.model()})
