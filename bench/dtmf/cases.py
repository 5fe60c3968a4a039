"""The cases of the DTMF bench: what the standards ask (ITU-T Q.24, ETSI ES 201 235-3, MT8870D data sheet) and what
lines do."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bench.dtmf.audio import (
    HIGH,
    LOW,
    RATE,
    Clip,
    Keying,
    Random,
    Samples,
    cadence,
    clip_of,
    companded,
    lose,
    noise,
    power_amplitude,
    recordings,
    send,
    speech,
    steady,
)

Make = Callable[[Random], Clip]
Change = Callable[[Samples, Random], Samples]


@dataclass(frozen=True)
class Case:
    """`misses` and `doubles`: the greatest share of presses; false digits and digits of other keys are never
    allowed."""

    name: str
    make: Make
    clips: int = 16
    misses: float = 0.0
    doubles: float = 0.0

    def audio(self, seed: int) -> list[Clip]:
        name = zlib.crc32(self.name.encode())
        return [self.make(np.random.default_rng([seed, name, index])) for index in range(self.clips)]


BASE = Keying()
NOISY = 0.003
"""Misses allowed where a line is noisy."""


def keyed(keying: Keying, then: Change | None = None, repeats: int = 2) -> Make:
    def make(random: Random) -> Clip:
        samples, presses = send(keying, random, repeats)
        return clip_of(then(samples, random) if then else samples, presses)

    return make


def refused(keying: Keying, repeats: int = 2) -> Make:
    def make(random: Random) -> Clip:
        return clip_of(send(keying, random, repeats)[0], ())

    return make


def silent(make: Callable[[Random], Samples]) -> Make:
    return lambda random: clip_of(make(random), ())


def file(kind: str, index: int, of: int) -> Make:
    """Every `of`-th recording, one after the other, from the `index`-th on."""

    def make(_: Random) -> Clip:
        return Clip(np.concatenate([np.zeros(160, np.int16), *recordings(kind)[index::of]]), ())

    return make


def share(part: float, plus: float = 0.0) -> Callable[[float, Random], float]:
    """A shift of part of the frequency and some hertz, the same way."""
    return lambda hertz, _: hertz * part + (plus if part > 0 else -plus)


def within(part: float, plus: float) -> Callable[[float, Random], float]:
    return lambda hertz, random: float(random.uniform(-1, 1)) * (hertz * part + plus)


def add(make: Callable[[int, Random], Samples]) -> Change:
    return lambda samples, random: samples + make(len(samples), random)


def through(law: str) -> Change:
    return lambda samples, _: companded(samples, law)


def losing(how: str) -> Change:
    return lambda samples, random: lose(samples, 0.05, random, how)


def hiss(decibels: float, pink: bool = False) -> Change:
    return add(lambda length, random: noise(length, decibels, random, pink))


def hum(frequencies: tuple[float, ...], level: float) -> Change:
    return add(lambda length, random: steady(frequencies, length, level, random))


def echo(decibels: float, language: str) -> Change:
    scale = power_amplitude(-10) * 10 ** (decibels / 20)
    return add(lambda length, random: scale * speech(length, random, f"sounds/{language}"))


def held(keying: Keying) -> Keying:
    return replace(keying, on=(1000, 1000), off=(200, 200))


def cases() -> list[Case]:
    """All cases, in the order of the report."""
    return [*timing(), *level(), *frequency(), *interruptions(), *tones(), *channel(), *line(), *talk()]


def timing() -> list[Case]:
    slow, rate = replace(BASE, on=(100, 100), off=(100, 100)), replace(BASE, on=(45, 45), off=(48, 48))
    table = {
        "50/50": BASE,
        "40/40": replace(BASE, on=(40, 40), off=(40, 40)),
        "40/40 ramp 3 ms": replace(BASE, on=(43, 43), off=(40, 40), ramp=3),
        "93 ms a digit": rate,
        "90/30": replace(BASE, on=(90, 90), off=(30, 30)),
        "90/30 one key": replace(BASE, on=(90, 90), off=(30, 30), same=True),
        "40/40 one key": replace(BASE, on=(40, 40), off=(40, 40), same=True),
        "100/100": slow,
        "200/100": replace(BASE, on=(200, 200), off=(100, 100)),
        "40-120/35-200": replace(BASE, on=(40, 120), off=(35, 200)),
        "1 s": held(BASE),
        "5 s": replace(BASE, on=(5000, 5000), off=(200, 200)),
    }
    made = [
        Case(f"timing {name}", keyed(keying), 4 if "s" in name[-1:] and "m" not in name else 64)
        for name, keying in table.items()
    ]
    for length in (15, 20, 23):
        made.append(Case(f"too short {length} ms", refused(replace(BASE, on=(length, length), off=(80, 80))), 64))
    made.append(Case("too short 23 ms, 40 ms apart", refused(replace(BASE, on=(23, 23), off=(40, 40))), 64))
    made.append(
        Case("too short 23 ms, one key, 40 ms apart", refused(replace(BASE, on=(23, 23), off=(40, 40), same=True)), 64)
    )
    return made


def level() -> list[Case]:
    made = [
        Case(f"level {value} dBm0", keyed(replace(BASE, level=(value, value), on=(on, on))), 32)
        for value in (0, -3, -10, -20, -25)
        for on in (40, 50)
    ]
    made += [
        Case(f"too quiet {value} dBm0", refused(replace(BASE, level=(value, value), on=(100, 100))))
        for value in (-55, -60)
    ]
    for twist in (4, -8, 5, -9, 3, -7):
        quiet = -25 + max(-twist, 0)
        made.append(Case(f"twist {twist:+} dB", keyed(replace(BASE, twist=(twist, twist))), 32))
        if abs(twist) in (4, 8):
            made.append(
                Case(f"twist {twist:+} dB, quiet", keyed(replace(BASE, twist=(twist, twist), level=(quiet, quiet))), 32)
            )
            both = replace(
                BASE, twist=(twist, twist), on=(40, 40), low_shift=within(0.015, 2), high_shift=within(0.015, 2)
            )
            made.append(Case(f"twist {twist:+} dB, frequency within, 40 ms", keyed(both), 32))
    made.append(Case("twist any, level any", keyed(replace(BASE, twist=(-8, 4), level=(-17, -4))), 64))
    return made


def frequency() -> list[Case]:
    made = []
    for a in (0.015, -0.015):
        for b in (0.015, -0.015):
            keying = replace(BASE, low_shift=share(a, 2), high_shift=share(b, 2))
            made.append(Case(f"frequency {a:+.1%}, {b:+.1%} and 2 Hz", keyed(keying), 32))
            made.append(Case(f"frequency {a:+.1%}, {b:+.1%} and 2 Hz, 40 ms", keyed(replace(keying, on=(40, 40))), 32))
    made.append(
        Case(
            "frequency any within 1.5 % and 2 Hz",
            keyed(replace(BASE, low_shift=within(0.015, 2), high_shift=within(0.015, 2))),
            64,
        )
    )
    for off in (0.035, -0.035):
        for name, keying in {
            "low": replace(BASE, low_shift=share(off)),
            "high": replace(BASE, high_shift=share(off)),
            "both": replace(BASE, low_shift=share(off), high_shift=share(off)),
        }.items():
            made.append(
                Case(f"off {off:+.1%} {name}, 100 ms", refused(replace(keying, on=(100, 100), off=(100, 100))), 32)
            )
            made.append(Case(f"off {off:+.1%} {name}, 1 s", refused(held(keying), 1), 16))
            made.append(Case(f"off {off:+.1%} {name}, 50 ms", refused(keying), 32))
    return made


def interruptions() -> list[Case]:
    made = []
    for hole in (5, 10):
        made.append(
            Case(
                f"interruption {hole} ms in 100 ms",
                keyed(replace(BASE, on=(100, 100), off=(100, 100), gap=(hole, 30))),
                32,
            )
        )
        made.append(
            Case(
                f"interruption {hole} ms after 40 ms",
                keyed(replace(BASE, on=(100, 100), off=(100, 100), gap=(hole, 40))),
                32,
            )
        )
        made.append(
            Case(
                f"interruption {hole} ms in 300 ms",
                keyed(replace(BASE, on=(300, 300), off=(100, 100), gap=(hole, 40))),
                32,
            )
        )
    for step in (6, -6, 10, -10):
        made.append(
            Case(
                f"gain step {step:+} dB",
                keyed(replace(BASE, on=(150, 150), off=(80, 80), level=(-14, -14), step=step)),
                32,
            )
        )

    def agc(samples: Samples, random: Random) -> Samples:
        slow = np.interp(
            np.arange(len(samples)),
            np.arange(0, len(samples) + 4000, 4000),
            random.uniform(-10, 3, len(samples) // 4000 + 2)[: len(np.arange(0, len(samples) + 4000, 4000))],
        )
        return samples * 10 ** (slow / 20)

    made.append(Case("gain that drifts", keyed(replace(BASE, on=(80, 80), off=(80, 80)), agc), 32))
    return made


def tones() -> list[Case]:
    seconds = 8
    length = seconds * RATE
    made = [
        Case("single low tones", refused(replace(BASE, only="low", on=(200, 200), level=(-20, 0)))),
        Case("single high tones", refused(replace(BASE, only="high", on=(200, 200), level=(-20, 0)))),
    ]

    def sweep(_: Random) -> Samples:
        hertz = np.linspace(300, 3400, length * 2)
        return np.asarray(power_amplitude(-6) * np.sin(2 * np.pi * np.cumsum(hertz) / RATE))

    made.append(Case("a sweep of one tone", silent(sweep), 4))

    def row(low: float, _: float, random: Random) -> tuple[float, float]:
        return float(random.choice([value for value in LOW if value != low])), 0.0

    def column(_: float, high: float, random: Random) -> tuple[float, float]:
        return float(random.choice([value for value in HIGH if value != high])), 0.0

    def weak(low: float, high: float, random: Random) -> tuple[float, float]:
        while True:
            hertz = float(random.uniform(300, 3400))
            if min(abs(hertz - low), abs(hertz - high)) > 60:
                return hertz, -16.0

    made.append(Case("two rows and a column", refused(replace(BASE, third=row, on=(100, 100), off=(100, 100))), 32))
    made.append(Case("two columns and a row", refused(replace(BASE, third=column, on=(100, 100), off=(100, 100))), 32))
    made.append(Case("third tone, -16 dB", keyed(replace(BASE, third=weak, on=(60, 60))), 32, NOISY))

    def progress(frequencies: tuple[float, ...], on: float, off: float) -> Make:
        def make(random: Random) -> Samples:
            return cadence(steady(frequencies, length, float(random.uniform(-20, -3)), random), on, off)

        return silent(make)

    for name, frequencies, on, off in (
        ("dial 350+440", (350.0, 440.0), 9.0, 0.0),
        ("dial 425", (425.0,), 9.0, 0.0),
        ("ringing 440+480", (440.0, 480.0), 2.0, 4.0),
        ("busy 480+620", (480.0, 620.0), 0.5, 0.5),
        ("busy 425", (425.0,), 0.35, 0.35),
        ("reorder 480+620", (480.0, 620.0), 0.25, 0.25),
        ("information 950 1400 1800", (950.0, 1400.0, 1800.0), 0.33, 0.03),
        ("information 950", (950.0,), 0.33, 0.03),
        ("information 1400", (1400.0,), 0.33, 0.03),
        ("fax 1100", (1100.0,), 0.5, 3.0),
        ("fax 2100", (2100.0,), 9.0, 0.0),
        ("modem 1300", (1300.0,), 0.6, 1.0),
    ):
        made.append(Case(f"call progress {name}", progress(frequencies, on, off), 8))
    multi = (700.0, 900.0, 1100.0, 1300.0, 1500.0, 1700.0)

    def r1(random: Random) -> Samples:
        samples = np.zeros(length)
        pairs = [(a, b) for a in multi for b in multi if a < b and (a, b) != (700.0, 1500.0)]
        for at in range(2000, length - 2000, round(0.136 * RATE)):
            a, b = pairs[int(random.integers(len(pairs)))]
            samples[at : at + round(0.068 * RATE)] = steady((a, b), round(0.068 * RATE), -7, random)
        return samples

    def r1_seven(random: Random) -> Samples:
        return cadence(steady((700.0, 1500.0), length, -7, random), 0.068, 0.068)

    made.append(Case("R1 register tones", silent(r1), 16))
    made.append(Case("R1 seven (700+1500)", silent(r1_seven), 16))
    return made


def channel() -> list[Case]:
    made = []
    for law in ("alaw", "ulaw"):
        for name, keying in {
            "40/40": replace(BASE, on=(40, 40), off=(40, 40)),
            "-25 dBm0": replace(BASE, level=(-25, -25)),
            "0 dBm0": replace(BASE, level=(0, 0)),
            "frequency within": replace(BASE, low_shift=within(0.015, 2), high_shift=within(0.015, 2)),
            "twist +4 dB": replace(BASE, twist=(4, 4), level=(-20, -20)),
            "twist -8 dB": replace(BASE, twist=(-8, -8), level=(-17, -17)),
        }.items():
            made.append(Case(f"{law} {name}", keyed(keying, through(law)), 16))

    def off(law: str, shift: float) -> Make:
        keying = replace(BASE, low_shift=share(shift), on=(100, 100), off=(100, 100))

        def make(random: Random) -> Clip:
            return clip_of(companded(send(keying, random, 2)[0], law), ())

        return make

    made.append(Case("alaw off +3.5 %", off("alaw", 0.035)))
    made.append(Case("ulaw off -3.5 %", off("ulaw", -0.035)))
    for above in (3, 6):
        made.append(Case(f"clipping {above} dB", keyed(replace(BASE, level=(above, above))), 32, NOISY))
    hard = replace(BASE, level=(3, 3), twist=(-6, 3), on=(60, 60))
    made.append(Case("clipping, twist", keyed(hard), 32, NOISY))
    for how in ("zero", "repeat", "fade"):
        for on in (100, 80):
            made.append(
                Case(
                    f"5 % lost frames ({how}), {on} ms",
                    keyed(
                        replace(BASE, on=(on, on), off=(on, on)),
                        losing(how),
                    ),
                    64,
                    NOISY,
                    0.005,
                )
            )
    made.append(
        Case(
            "5 % lost frames (zero), 500 ms",
            keyed(
                replace(BASE, on=(500, 500), off=(100, 100)),
                losing("zero"),
            ),
            32,
            NOISY,
            0.005,
        )
    )
    return made


def line() -> list[Case]:
    made = []
    for pink in (False, True):
        colour = "pink" if pink else "white"
        for on in (40, 50, 100):
            made.append(
                Case(
                    f"{colour} noise 12 dB, {on} ms",
                    keyed(
                        replace(BASE, on=(on, on)),
                        hiss(-12, pink),
                    ),
                    64,
                    NOISY,
                )
            )
    made.append(
        Case(
            "white noise 12 dB, twist",
            keyed(replace(BASE, twist=(-4, 3)), hiss(-14)),
            64,
            NOISY,
        )
    )
    made.append(
        Case("white noise alone", silent(lambda random: noise(60 * RATE, float(random.uniform(-20, 6)), random)), 16)
    )
    made.append(
        Case(
            "pink noise alone", silent(lambda random: noise(60 * RATE, float(random.uniform(-20, 6)), random, True)), 16
        )
    )
    for name, frequencies in {
        "350+440": (350.0, 440.0),
        "425": (425.0,),
        "350+450": (350.0, 450.0),
        "400": (400.0,),
    }.items():
        for above in (-6, 0, 10):
            made.append(
                Case(
                    f"dial tone {name} {above:+} dB",
                    keyed(
                        replace(BASE, level=(-16, -16)),
                        hum(frequencies, -16 + above),
                    ),
                    16,
                    NOISY,
                )
            )
    made.append(
        Case(
            "dial tone 350+440 +22 dB",
            keyed(replace(BASE, level=(-25, -25)), hum((350.0, 440.0), -3)),
            16,
            NOISY,
        )
    )
    for language in ("en", "ru", "fr", "es", "it"):
        for decibels in (-10, 0):
            for on in (50, 100):
                made.append(
                    Case(
                        f"echo {language} {decibels} dB, {on} ms",
                        keyed(replace(BASE, on=(on, on), off=(on, on)), echo(decibels, language)),
                        64,
                        NOISY,
                    )
                )
    return made


def talk() -> list[Case]:
    made = [
        Case(f"speech {language}", file(f"sounds/{language}", 0, 1), 1) for language in ("ru", "en", "fr", "es", "it")
    ]

    def loud(language: str, gain: float) -> Make:
        def make(random: Random) -> Clip:
            return clip_of(speech(300 * RATE, random, f"sounds/{language}") * power_amplitude(gain), ())

        return make

    for language in ("ru", "en", "fr", "es", "it"):
        made.append(Case(f"speech {language}, levelled", loud(language, -10), 4))

    def slowed(language: str) -> Make:
        def make(random: Random) -> Clip:
            voice = speech(300 * RATE, random, f"sounds/{language}") * power_amplitude(-12)
            factor = float(random.uniform(0.8, 1.25))
            return clip_of(np.interp(np.arange(0, len(voice) - 1, factor), np.arange(len(voice)), voice), ())

        return make

    for language in ("ru", "en", "fr", "es", "it"):
        made.append(Case(f"speech {language}, other pitch", slowed(language), 4))
    made.append(Case("music", file("moh", 0, 1), 1))

    def two(random: Random) -> Clip:
        both = speech(300 * RATE, random) + speech(300 * RATE, random)
        return clip_of(both * power_amplitude(-13), ())

    made.append(Case("two voices", two, 8))

    def music_speech(random: Random) -> Clip:
        music = speech(200 * RATE, random, "moh")
        return clip_of((music + 0.7 * speech(200 * RATE, random)) * power_amplitude(-13), ())

    made.append(Case("music and a voice", music_speech, 4))
    return made
