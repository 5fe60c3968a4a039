"""What speaks for a service."""

from pathlib import Path
from threading import Barrier

import pytest

from ivr.prompts import heard_by_all, open_voice, recordings_of, speaking_for
from ivr.sound.audio import Audio, write
from ivr.sound.prompts import Cache, Phrase
from ivr.sound.synthesis import LexiconError
from ivr.sound.tones import tone
from tests.prompts.small import small
from tests.sound.prompts.beeper import Beeper


def test_recordings_are_beside_the_service(tmp_path: Path) -> None:
    service = small(tmp_path)
    (tmp_path / "audio" / "ru").mkdir(parents=True)
    write(tmp_path / "audio" / "ru" / "welcome.wav", Audio(tone(1_000, 0.2, -20), 8_000))
    assert recordings_of(service).find(Phrase("Здравствуйте!", "ru", "welcome"))


@pytest.mark.parametrize(
    ("text", "heard"), [("Здравствуйте!", True), ("На счёте рубль.", False), ("двадцать одна минута?", False)]
)
def test_only_texts_without_values_are_for_all(tmp_path: Path, text: str, heard: bool) -> None:
    assert heard_by_all(small(tmp_path))(Phrase(text, "ru")) is heard


def test_a_call_keeps_what_all_may_hear_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    with speaking_for(small(tmp_path / "small"), 8_000, cache=cache) as voice:
        for text in ("Здравствуйте!", "двадцать одна минута?"):
            assert voice.make(Phrase(text, "ru")).seconds > 0.3
    assert cache.usage().files == 1


def test_the_engine_starts_before_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beeper = Beeper(gate=Barrier(2))
    monkeypatch.setattr("ivr.prompts.voices.open_voice", lambda *_: beeper)
    with speaking_for(small(tmp_path), 8_000, cache=Cache(tmp_path / "cache")):
        beeper.gate.wait(10)
    assert beeper.asked == ["да"]


def test_the_lexicon_beside_the_service_is_used(tmp_path: Path) -> None:
    service = small(tmp_path)
    plain = open_voice(service)
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "lexicon.ru.yaml").write_text("Мегасеть: мега-сеть\n", encoding="utf-8")
    shaped = open_voice(service)
    assert plain.identity("ru") != shaped.identity("ru")


def test_a_fault_of_the_lexicon_is_told(tmp_path: Path) -> None:
    service = small(tmp_path)
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "lexicon.ru.yaml").write_text("Мегасеть: 5\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="a digit"):
        open_voice(service)
