"""The detector against what the standards ask, a few presses a case; bench/dtmf measures the same at length."""

from __future__ import annotations

import numpy as np
import pytest

from bench.dtmf.audio import Keying, Press, companded, lose, noise, send, steady
from ivr.sound import tones
from ivr.sound.dtmf import FRAME, Detector
from ivr.sound.dtmf.keys import KEYS, Digit

FRAME_BYTES = 2 * FRAME
SEED = 11


def heard(samples: np.ndarray, size: int = FRAME_BYTES) -> list[Digit]:
    detector = Detector()
    data = np.clip(np.round(samples), -32768, 32767).astype("<i2").tobytes()
    found = [digit for at in range(0, len(data), size) for digit in detector.feed(data[at : at + size])]
    return found + detector.flush()


def sent(keying: Keying, repeats: int = 1) -> tuple[np.ndarray, list[Press]]:
    return send(keying, np.random.default_rng(SEED), repeats)


def digits(found: list[Digit]) -> str:
    return "".join(digit.digit for digit in found)


def pressed(presses: list[Press]) -> str:
    return "".join(press.digit for press in presses)


def off_by(part: float, plus: float = 0.0):
    return lambda hertz, random: hertz * part + plus


@pytest.mark.parametrize(
    "keying",
    [
        pytest.param(Keying(on=(40, 40), off=(40, 40)), id="40/40 ms"),
        pytest.param(Keying(on=(45, 45), off=(48, 48)), id="93 ms a digit"),
        pytest.param(Keying(on=(90, 90), off=(30, 30), same=True), id="30 ms parts equal digits"),
        pytest.param(Keying(level=(0, 0)), id="0 dBm0"),
        pytest.param(Keying(level=(-25, -25)), id="-25 dBm0"),
        pytest.param(Keying(twist=(5, 5)), id="twist +4 dB and a margin"),
        pytest.param(Keying(twist=(-9, -9)), id="twist -8 dB and a margin"),
        pytest.param(Keying(low_shift=off_by(0.015, 2), high_shift=off_by(0.015, 2)), id="+1.5 % and 2 Hz"),
        pytest.param(Keying(low_shift=off_by(-0.015, -2), high_shift=off_by(-0.015, -2)), id="-1.5 % and 2 Hz"),
        pytest.param(Keying(on=(100, 100), gap=(5, 30)), id="interrupted for 5 ms"),
        pytest.param(Keying(on=(100, 100), gap=(10, 30)), id="interrupted for 10 ms"),
        pytest.param(Keying(on=(150, 150), step=-10, level=(-14, -14)), id="10 dB less in the middle"),
        pytest.param(Keying(on=(1000, 1000)), id="1 s"),
    ],
)
def test_keys_of_the_standards_are_each_heard_once(keying):
    samples, presses = sent(keying)
    assert digits(heard(samples)) == pressed(presses)


@pytest.mark.parametrize(
    "keying",
    [
        pytest.param(Keying(on=(20, 20)), id="20 ms"),
        pytest.param(Keying(on=(23, 23)), id="23 ms"),
        pytest.param(Keying(on=(100, 100), level=(-55, -55)), id="-55 dBm0"),
        pytest.param(Keying(on=(100, 100), low_shift=off_by(0.035)), id="low +3.5 %"),
        pytest.param(Keying(on=(100, 100), high_shift=off_by(-0.035)), id="high -3.5 %"),
        pytest.param(Keying(on=(1000, 1000), low_shift=off_by(-0.035)), id="low -3.5 %, 1 s"),
        pytest.param(Keying(on=(1000, 1000), high_shift=off_by(0.035)), id="high +3.5 %, 1 s"),
        pytest.param(Keying(on=(200, 200), only="low"), id="low tone alone"),
        pytest.param(Keying(on=(200, 200), only="high"), id="high tone alone"),
    ],
)
def test_what_the_standards_refuse_is_no_key(keying):
    samples, _ = sent(keying)
    assert heard(samples) == []


@pytest.mark.parametrize("law", ["alaw", "ulaw"])
def test_companded_keys_are_heard(law):
    samples, presses = sent(Keying(on=(40, 40), level=(-25, -25)))
    assert digits(heard(companded(samples, law))) == pressed(presses)


@pytest.mark.parametrize("frequencies", [(350.0, 440.0), (425.0,)])
def test_keys_are_heard_through_a_dial_tone_22_db_louder(frequencies):
    samples, presses = sent(Keying(level=(-25, -25)))
    dial = steady(frequencies, len(samples), -3, np.random.default_rng(SEED))
    assert digits(heard(samples + dial)) == pressed(presses)


def test_keys_are_heard_in_noise_12_db_below_them():
    samples, presses = sent(Keying(on=(40, 40)), repeats=3)
    assert digits(heard(samples + noise(len(samples), -12, np.random.default_rng(SEED)))) == pressed(presses)


def test_noise_and_call_progress_are_no_keys():
    loud = noise(20 * tones.RATE, 0, np.random.default_rng(SEED))
    progress = np.concatenate([tones.signal(name, 5) for name in tones.SIGNALS])
    assert heard(loud) == heard(progress) == []


def test_register_signal_seven_is_no_key():
    """700 and 1500 Hz lie within the tolerance of key 3."""
    assert heard(tones.cadenced(tones.together((700, 1500), 3, -7), (0.068, 0.068))) == []


def test_lost_frames_neither_split_nor_hide_a_press():
    samples, presses = sent(Keying(on=(200, 200), off=(100, 100)), repeats=3)
    lost = lose(samples, 0.05, np.random.default_rng(SEED), "zero")
    assert digits(heard(lost)) == pressed(presses)


@pytest.mark.parametrize("how", ["repeat", "fade"])
def test_copies_of_lost_frames_hide_no_press(how):
    samples, presses = sent(Keying(on=(100, 100), off=(100, 100)), repeats=3)
    lost = lose(samples, 0.05, np.random.default_rng(SEED), how)
    assert digits(heard(lost)) == pressed(presses)


def test_equal_keys_of_an_oscillator_that_runs_on_in_whole_frames_are_each_heard():
    time = np.arange(4800) / tones.RATE
    pair = 6000 * (np.sin(2 * np.pi * 697 * time) + np.sin(2 * np.pi * 1209 * time))
    assert digits(heard(pair * (np.arange(4800) % 640 >= 320))) == "1" * 7


def test_an_interruption_after_30_ms_delays_no_decision():
    tone = tones.key("8", 0.1)
    tone[240:320] = 0
    for phase in range(0, FRAME, 7):
        detector = Detector()
        data = np.concatenate([np.zeros(800 + phase, np.int16), tone, np.zeros(800, np.int16)]).tobytes()
        found = [at for at in range(0, len(data), FRAME_BYTES) if detector.feed(data[at : at + FRAME_BYTES])]
        assert len(found) == 1
        assert (found[0] + FRAME_BYTES) / 16 - 100 - phase / 8 <= 60


def test_equal_digits_parted_by_exactly_two_silent_frames_are_two():
    samples = tones.keys("5555#", on=0.04, off=0.04)
    assert digits(heard(samples)) == "5555#"


def test_a_digit_is_decided_60_ms_after_its_start_at_the_latest_and_40_on_average():
    waits = []
    for phase in range(0, FRAME, 7):
        detector = Detector()
        data = np.concatenate([np.zeros(800 + phase, np.int16), tones.key("7")]).tobytes()
        for at in range(0, len(data), FRAME_BYTES):
            if detector.feed(data[at : at + FRAME_BYTES]):
                waits.append((at + FRAME_BYTES) / 16 - 100 - phase / 8)
    assert len(waits) == len(range(0, FRAME, 7))
    assert max(waits) <= 60
    assert sum(waits) / len(waits) <= 40


@pytest.mark.parametrize("phase", [0, 1, 57, 159])
def test_start_and_end_are_told_to_3_ms(phase):
    (digit,) = heard(np.concatenate([np.zeros(800 + phase, np.int16), tones.key("*", 0.04), tones.silence(0.1)]))
    assert digit.start == pytest.approx((800 + phase) / 8000, abs=0.003)
    assert digit.start < digit.end <= (800 + phase) / 8000 + 0.043


@pytest.mark.parametrize("size", [2, 62, 320, 640, 1234, 100_000])
def test_the_length_of_the_pieces_does_not_matter(size):
    samples = tones.keys(KEYS, 0.05, 0.05)
    assert heard(samples, size) == heard(samples)


def test_flush_decides_a_key_that_the_end_of_the_call_cuts():
    detector = Detector()
    data = np.concatenate([np.zeros(100, np.int16), tones.key("9", 0.04)]).tobytes()
    assert detector.feed(data) + detector.flush() == [
        Digit("9", pytest.approx(0.0125, abs=0.003), pytest.approx(0.0525, abs=0.003))
    ]


@pytest.mark.parametrize("frame", [np.zeros(320, np.int16), "0" * 320, [0] * 320, None])
def test_what_is_not_bytes_is_refused(frame):
    with pytest.raises(TypeError, match="16-bit little-endian samples, not"):
        Detector().feed(frame)


def test_any_kind_of_bytes_is_heard():
    data = tones.keys("159").astype("<i2").tobytes()
    frames = [data[at : at + 320] for at in range(0, len(data), 320)]
    for kind in (bytes, bytearray, memoryview):
        detector = Detector()
        assert [one.digit for frame in frames for one in detector.feed(kind(frame))] == ["1", "5", "9"]


def test_half_a_sample_is_refused():
    with pytest.raises(ValueError, match="cuts a 16-bit sample in two"):
        Detector().feed(b"\0" * 321)
