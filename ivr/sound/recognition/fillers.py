"""Short words of a language that, said in any order, make up any speech: what is said is compared with them.

vosk puts whatever was said into the phrases that it was given, and its confidence in them is 1.0 always. What was said
is therefore decoded a second time, with these fillers beside the phrases: speech outside the grammar turns into
fillers, and how much better it fits them tells how far the first decoding is to be trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = "[unk]"
"""The word by which a vosk model hears any speech that is none of its words; not every model has it."""

_KOREAN_SYLLABLES = (
    "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히"
)
_KOREAN_WORDS = """
그 저 우리 너 것 때 말 일 집 물 손 눈 길 밤 낮 봄 꽃 산 강 달 별 돈 밥 술 옷 방 문 땅 발 몸 힘 글 빛 속 앞 뒤 위 옆
안 밖 은 는 을 를 에 의 만 와 과 면 서
"""
_RUSSIAN = """
а и о у э я ты мы вы он она на но ну не ни до то та те тот так там тут за по под при про бы без же жить лет со
сам суд во ко как кто чем что час шум шаг цель цена год где день дом их ей её мой май рад ряд рот ум ухо хор фон
зал зона нос юг пол пять бок век вид газ гол зуб лес луч мир мать мяч рыба сын тень тип том хлеб чай эта
"""
_ENGLISH = """
a i oh the of to in it is at and on as we be he she you they this that for not but or so my up do go me us an no
ah er ear air our out all if off day way boy now how low law far more her here there thing long young good put
shoe choose joy each much judge age thin these size zoo sea see pie bay tea key guy may nay
"""

FILLERS: Final[Mapping[str, tuple[str, ...]]] = {
    "ko": (*_KOREAN_SYLLABLES, *_KOREAN_WORDS.split()),
    "ru": tuple(_RUSSIAN.split()),
    "en": tuple(_ENGLISH.split()),
}
"""One syllable each as far as a language lets, all its sounds among them. A model's own vocabulary decides which of
them are used, and words of a grammar never are."""
