"""G.711 beside libsndfile's, which others wrote."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
import soundfile

from ivr.sound import g711
from ivr.sound.audio import Samples

EVERY_CODE = bytes(range(256))
EVERY_SAMPLE: Samples = np.arange(-32768, 32768).astype(np.int16)
LAWS = [("ALAW", g711.to_alaw, g711.from_alaw), ("ULAW", g711.to_mulaw, g711.from_mulaw)]
Encode = Callable[[Samples], bytes]
Decode = Callable[[bytes], Samples]


@pytest.mark.parametrize(("law", "encode", "decode"), LAWS)
def test_every_code_means_what_it_means_to_others(law: str, encode: Encode, decode: Decode) -> None:
    theirs, _ = soundfile.read(
        BytesIO(EVERY_CODE), dtype="int16", samplerate=8000, channels=1, format="RAW", subtype=law
    )
    assert (decode(EVERY_CODE) == theirs).all()


@pytest.mark.parametrize(("law", "encode", "decode"), LAWS)
def test_a_decoded_code_is_coded_the_same_again(law: str, encode: Encode, decode: Decode) -> None:
    values = decode(EVERY_CODE)
    assert (decode(encode(values)) == values).all()


@pytest.mark.parametrize(("law", "encode", "decode"), LAWS)
def test_every_sample_comes_back_within_half_a_step(law: str, encode: Encode, decode: Decode) -> None:
    values = np.unique(decode(EVERY_CODE)).astype(np.int32)
    inside = np.arange(values[0] + 1, values[-1]).astype(np.int16)
    at = np.searchsorted(values, inside.astype(np.int32), side="right")
    step = np.maximum(values[at] - values[at - 1], 16)
    off = np.abs(decode(encode(inside)).astype(np.int32) - inside)
    edge = 2 * off > step
    assert (3 * off[edge] <= 2 * step[edge]).all(), "between two segments the edge is not in the middle"
    assert edge.mean() < 0.02
    assert (np.diff(decode(encode(EVERY_SAMPLE)).astype(np.int32)) >= 0).all()


def test_silence_has_the_code_of_the_standard() -> None:
    quiet = np.zeros(1, np.int16)
    assert (g711.to_alaw(quiet), g711.to_mulaw(quiet)) == (b"\xd5", b"\xff")
