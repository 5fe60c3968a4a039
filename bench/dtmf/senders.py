"""Cases about who sends and what carries it: the same keys made, cut, carried and disturbed in other ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.dtmf.audio import (
    HIGH,
    KEYS,
    LOW,
    MILLIWATT,
    RATE,
    Clip,
    Press,
    Random,
    Samples,
    clip_of,
    companded,
    noise,
    power_amplitude,
    send,
    speech,
    steady,
)
from bench.dtmf.cases import BASE, NOISY, Case, Change, Make, add, hiss, keyed, refused, silent

FRAME = 160


def cases() -> list[Case]:
    return [*oscillators(), *edges(), *carriers(), *disturbed(), *gaps(), *tones()]


def gated(on: float, off: float, *, aligned: bool = False, same: bool = False, running: bool = True) -> Make:
    """Keys of oscillators that never stop, switched on and off (milliseconds), at the phase where they happen to be;
    not `running`, each starts at phase 0. `aligned`: the first begins with a frame."""

    def make(random: Random) -> Clip:
        keys = list(random.permutation(list(KEYS))) * 2
        if same:
            keys = [keys[0]] * 32
        at = RATE // 4 + (0 if aligned else int(random.integers(0, FRAME)))
        length, step = round(on * RATE / 1000), round((on + off) * RATE / 1000)
        samples, presses = np.zeros(at + len(keys) * step + RATE // 4), []
        for key in keys:
            time = np.arange(at if running else 0, (at if running else 0) + length) / RATE
            place = KEYS.index(key)
            pair = (np.sin(2 * np.pi * hertz * time) for hertz in (LOW[place // 4], HIGH[place % 4]))
            samples[at : at + length] = MILLIWATT * 10 ** (-10 / 20) * sum(pair)
            presses.append(Press(key, at / RATE, (at + length) / RATE))
            at += step
        return clip_of(samples, presses)

    return make


def oscillators() -> list[Case]:
    made = []
    for on, off in ((40, 40), (50, 50), (90, 30)):
        for same in (False, True):
            name = f"{on}/{off}{' one key' if same else ''}"
            made.append(Case(f"oscillators that run on, {name}", keyed_by(on, off, same)))
    for running in (True, False):
        how = "that run on" if running else "that start anew"
        for on, off in ((40, 40), (60, 40), (100, 60)):
            make = gated(on, off, aligned=True, same=True, running=running)
            made.append(Case(f"whole frames, oscillators {how}, {on}/{off} one key", make))
    return made


def keyed_by(on: float, off: float, same: bool) -> Make:
    return gated(on, off, same=same)


def cut(random: Random) -> Clip:
    """A recording that ends with its last press."""
    samples, presses = send(replace(BASE, on=(40, 80)), random, 1)
    return clip_of(samples[: round(presses[-1].end * RATE)], presses)


def begun(random: Random) -> Clip:
    """And one that begins with its first."""
    samples, presses = send(replace(BASE, on=(40, 80)), random, 1)
    start = round(presses[0].start * RATE)
    moved = [Press(press.digit, press.start - start / RATE, press.end - start / RATE) for press in presses]
    return clip_of(samples[start:], moved)


def edges() -> list[Case]:
    return [
        Case("edges of 5 ms in 50 ms", keyed(replace(BASE, ramp=5)), 32),
        Case("edges of 10 ms in 60 ms", keyed(replace(BASE, on=(60, 60), off=(40, 40), ramp=10)), 32),
        Case("one key, 100-500/60-500", keyed(replace(BASE, on=(100, 500), off=(60, 500), same=True)), 32),
        Case("ends with the last press", cut, 64),
        Case("begins with the first press", begun, 64),
    ]


def band(samples: Samples, _: Random) -> Samples:
    """What a telephone line passes: 300-3400 Hz, with soft edges."""
    spectrum, hertz = np.fft.rfft(samples), np.fft.rfftfreq(len(samples), 1 / RATE)
    gain = 1 / np.sqrt(1 + (250 / np.maximum(hertz, 1)) ** 8) / np.sqrt(1 + (hertz / 3450) ** 24)
    return np.asarray(np.fft.irfft(spectrum * gain, len(samples)))


def tandem(samples: Samples, _: Random) -> Samples:
    return companded(companded(companded(samples, "alaw"), "ulaw"), "alaw")


def resampled(samples: Samples, _: Random) -> Samples:
    """Played 0.02 % too fast, between samples."""
    return np.interp(np.arange(0, len(samples) - 1, 1.0002), np.arange(len(samples)), samples)


def offset(samples: Samples, random: Random) -> Samples:
    return samples + random.choice([-1, 1]) * 1500


def eight_bits(samples: Samples, _: Random) -> Samples:
    return np.round(samples / 256) * 256


def bent(samples: Samples, _: Random) -> Samples:
    """A loudspeaker and a microphone that overdrive: second and third harmonics about 20 dB down."""
    part = samples / 32768
    return 32768 * (part + 0.3 * part**2 - 0.5 * part**3)


def room(samples: Samples, random: Random) -> Samples:
    """A short room: reflections that die away over 30 ms, 10 dB below the sound in all."""
    length = round(0.03 * RATE)
    tail = random.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length / 2)
    tail *= np.sqrt(0.1 / np.sum(tail**2))
    tail[0] = 1
    return np.convolve(samples, tail)[: len(samples)]


def carriers() -> list[Case]:
    changes: dict[str, Change] = {
        "band 300-3400 Hz": band,
        "A-law, mu-law, A-law": tandem,
        "clock 0.02 % fast": resampled,
        "DC offset": offset,
        "8-bit linear": eight_bits,
        "overdriven": bent,
    }
    made = []
    for name, change in changes.items():
        made.append(Case(f"carried: {name}, 40/40", keyed(replace(BASE, on=(40, 40), off=(40, 40)), change), 32))
    made.append(Case("carried: DC offset alone", silent(lambda random: offset(np.zeros(8 * RATE), random)), 4))
    made.append(Case("carried: a room, 80/80", keyed(replace(BASE, on=(80, 80), off=(80, 80)), room), 32, NOISY))
    return made


def brown(length: int, random: Random) -> Samples:
    spectrum = np.fft.rfft(random.standard_normal(length))
    spectrum /= np.maximum(np.fft.rfftfreq(length, 1 / RATE), 50)
    rumble = np.fft.irfft(spectrum, length)
    return np.asarray(rumble / rumble.std() * power_amplitude(-22))


def babble(length: int, random: Random) -> Samples:
    voices = sum((speech(length, random) for _ in range(6)), np.zeros(length))
    return np.asarray(voices / voices.std() * power_amplitude(-22))


def clicks(length: int, random: Random) -> Samples:
    """Three a second, of half to two milliseconds and full scale."""
    sound = np.zeros(length)
    for at in random.integers(0, length - 16, 3 * length // RATE):
        size = int(random.integers(4, 16))
        sound[at : at + size] = random.choice([-1, 1]) * 30000 * np.exp(-np.arange(size) / 4)
    return sound


def mains(length: int, random: Random) -> Samples:
    return steady((50.0, 150.0, 250.0), length, -20, random)


def disturbed() -> list[Case]:
    made = []
    for name, make in {
        "brown noise 12 dB": brown,
        "babble 12 dB": babble,
        "mains hum": mains,
        "clicks": clicks,
    }.items():
        made.append(Case(f"under {name}, 50/50", keyed(BASE, add(make)), 64, 0.01 if name == "clicks" else NOISY))
        made.append(Case(f"{name} alone", silent(lambda random, make=make: make(60 * RATE, random)), 8))  # type: ignore[misc]
    quiet = replace(BASE, level=(-22, -22))
    made.append(Case("under white noise 12 dB, quiet", keyed(quiet, hiss_at(-34)), 32, NOISY))
    loud = replace(BASE, level=(-3, -3))
    made.append(Case("under white noise 12 dB, loud", keyed(loud, hiss_at(-15)), 32, NOISY))
    made.append(
        Case("under white noise 12 dB, 40/40, A-law", keyed(replace(BASE, on=(40, 40)), hissing_law), 32, NOISY)
    )

    def music(length: int, random: Random) -> Samples:
        return power_amplitude(-20) * speech(length, random, "moh")

    slow = replace(BASE, on=(100, 100), off=(100, 100))
    made.append(Case("under music 10 dB below, 100/100", keyed(slow, add(music)), 64, NOISY))

    def prompt(length: int, random: Random) -> Samples:
        sound = speech(length, random)
        return np.asarray(sound / sound.std() * power_amplitude(-20))

    made.append(Case("under any prompt 10 dB below over all, 100/100", keyed(slow, add(prompt)), 64, NOISY))
    return made


def hiss_at(level: float) -> Change:
    """White noise as strong as a pair of tones of this level each."""
    return hiss(level + 10)


def hissing_law(samples: Samples, random: Random) -> Samples:
    return companded(samples + noise(len(samples), -12, random), "alaw")


def drop(length: float, share: float, *, grid: bool) -> Change:
    """Stretches of silence of so many milliseconds, together `share` of the time, on the frames' grid or anywhere."""

    def change(samples: Samples, random: Random) -> Samples:
        changed, size = samples.copy(), round(length * RATE / 1000)
        start = 0 if grid else int(random.integers(0, FRAME))
        for at in range(start, len(samples) - size, size):
            if random.random() < share:
                changed[at : at + size] = 0
        return changed

    return change


def stale(samples: Samples, random: Random) -> Samples:
    """Lost frames filled with the last good one, 3 dB less each time."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).copy()
    for index in np.flatnonzero(random.random(len(frames)) < 0.05):
        if index:
            frames[index] = frames[index - 1] * 0.7
    return frames.reshape(-1)


def noisy_fill(samples: Samples, random: Random) -> Samples:
    """Lost frames filled with comfort noise."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).copy()
    for index in np.flatnonzero(random.random(len(frames)) < 0.05):
        frames[index] = random.standard_normal(FRAME) * 10
    return frames.reshape(-1)


def gaps() -> list[Case]:
    made = []
    changes: dict[str, Change] = {
        "10 ms": drop(10, 0.05, grid=True),
        "20 ms, off the grid": drop(20, 0.05, grid=False),
        "filled at -3 dB": stale,
        "filled with noise": noisy_fill,
    }
    for name, change in changes.items():
        for on in (100, 200):
            keying = replace(BASE, on=(on, on), off=(100, 100))
            made.append(Case(f"5 % lost, {name}, {on} ms", keyed(keying, change), 32, NOISY, 0.005))
    return made


def tones() -> list[Case]:
    """Things that are nearly keys."""
    off = replace(BASE, on=(200, 200), off=(100, 100), low_shift=lambda hertz, _: hertz * 0.035)
    both = replace(BASE, on=(20, 20), off=(20, 20), same=True)
    return [
        Case("off +3.5% low, after a level step", refused(replace(off, step=-6, level=(-6, -6))), 16),
        Case("20/20 one key", refused(both), 16),
    ]
