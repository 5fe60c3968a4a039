"""How it stands with prompts, and for which texts recordings were made."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from ivr.prompts import Manifest, ManifestError, Review, Reviewed, State, audio_folder, phrases, recordings_of, review
from ivr.prompts.review import unrecorded
from ivr.sound.audio import Audio, write
from ivr.sound.prompts import Cache, Format, Phrase, Renderer, slug
from ivr.sound.tones import tone
from tests.prompts.small import SERVICE, small
from tests.sound.prompts.beeper import Beeper


class Desk:
    """A service in a folder, with what is beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        small(folder)

    def write(self, text: str) -> None:
        """Change the service."""
        small(self.folder, text)

    def record(self, name: str, audio: Audio | None = None, language: str = "ru") -> Path:
        """Lay a recording."""
        path = self.folder / "audio" / language / f"{name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, audio or Audio(tone(1_000, 1, -20), 8_000))
        return path

    @property
    def renderer(self) -> Renderer:
        service = small(self.folder, (self.folder / "service.yaml").read_text(encoding="utf-8"))
        return Renderer(Beeper(), Cache(self.folder / "cache"), recordings_of(service), [Format.PCM16K])

    def look(self) -> Review:
        """Review, and remember."""
        service = small(self.folder, (self.folder / "service.yaml").read_text(encoding="utf-8"))
        folder = audio_folder(service)
        manifest = Manifest(folder) if folder.is_dir() else None
        found = review(phrases(service), recordings_of(service), self.renderer, manifest)
        if manifest is not None:
            manifest.save()
        return found

    def at(self, text: str) -> Reviewed:
        """How it stands with a Russian text."""
        return next(one for one in self.look().phrases if (one.phrase.language, one.phrase.text) == ("ru", text))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_at_first_everything_is_missing(desk: Desk) -> None:
    found = desk.look()
    assert {one.state for one in found.phrases} == {State.MISSING}
    assert (found.faulty, found.whole) == (False, False)


def test_what_was_made_ahead_is_cached(desk: Desk) -> None:
    desk.renderer.render(Phrase("Выберите.", "ru"))
    assert desk.at("Выберите.").state is State.CACHED


def test_what_has_a_recording_is_recorded(desk: Desk) -> None:
    desk.record("welcome")
    found = desk.at("Здравствуйте!")
    assert (found.state, found.faults) == (State.RECORDED, ())


def test_a_recording_of_an_older_text_is_stale(desk: Desk) -> None:
    desk.record("welcome")
    desk.look()
    desk.write(SERVICE.replace("Здравствуйте!", "Добрый день!"))
    found = desk.at("Добрый день!")
    assert (found.state, found.made_for) == (State.STALE, "Здравствуйте!")
    assert desk.look().faulty


def test_it_stays_stale_until_it_is_recorded_anew(desk: Desk) -> None:
    desk.record("welcome")
    desk.look()
    desk.write(SERVICE.replace("Здравствуйте!", "Добрый день!"))
    desk.look()
    assert desk.at("Добрый день!").state is State.STALE
    desk.record("welcome", Audio(tone(900, 1, -20), 8_000))
    assert desk.at("Добрый день!").state is State.RECORDED


def test_another_mark_makes_no_recording_stale(desk: Desk) -> None:
    desk.record("welcome")
    desk.look()
    desk.write(SERVICE.replace("Здравствуйте!", "Здравствуйте."))
    assert desk.at("Здравствуйте.").state is State.RECORDED


def test_a_recording_named_by_words_that_changed_is_unused(desk: Desk) -> None:
    path = desk.record(slug("Выберите."))
    desk.look()
    desk.write(SERVICE.replace("ru: Выберите.,", "ru: Выбирайте.,"))
    desk.look()
    [unused] = desk.look().unused
    assert unused.recording == path


def test_an_unused_recording_tells_what_it_was_made_for(desk: Desk) -> None:
    desk.record(slug("Выберите."))
    desk.look()
    desk.write(SERVICE.replace("ru: Выберите.,", "ru: Выбирайте.,"))
    assert [one.made_for for one in desk.look().unused] == ["Выберите."]


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        (Audio(np.clip(tone(500, 1, 3) * 3.0, -32768, 32767).astype(np.int16), 8_000), "clipped"),
        (Audio(tone(1_000, 1, -55), 8_000), "too quiet"),
        (Audio(np.zeros(8_000, np.int16), 8_000), "nothing is heard"),
    ],
)
def test_faults_of_a_recording_are_told(desk: Desk, sound: Audio, fault: str) -> None:
    desk.record("welcome", sound)
    assert fault in "; ".join(desk.at("Здравствуйте!").faults)


def test_a_file_that_is_no_sound_is_told(desk: Desk) -> None:
    desk.record("welcome").write_bytes(b"no sound")
    assert "cannot be read" in desk.at("Здравствуйте!").faults[0]


def test_one_recording_for_two_texts_is_told(desk: Desk) -> None:
    desk.write(SERVICE.replace("recording: language", "recording: welcome"))
    desk.record("welcome")
    assert "2 texts that differ" in desk.at("Здравствуйте!").faults[0]


def test_a_recording_of_a_text_with_values_is_told(desk: Desk) -> None:
    value = "{{ number | count('minute') }}?"
    desk.write(SERVICE.replace(f'confirm: {{ru: "{value}",', f'confirm: {{recording: count, ru: "{value}",'))
    desk.record("count")
    assert "has values" in desk.at("{number|count('minute')}?").faults[0]


def test_nothing_is_written_where_nothing_is_recorded(desk: Desk) -> None:
    desk.look()
    assert not (desk.folder / "audio").exists()


def test_the_manifest_tells_the_texts(desk: Desk) -> None:
    desk.record("welcome")
    desk.look()
    kept = json.loads((desk.folder / "audio" / "recordings.json").read_text(encoding="utf-8"))
    assert kept["ru"]["welcome"]["texts"] == ["Здравствуйте!"]


def test_what_is_gone_is_forgotten(desk: Desk) -> None:
    path = desk.record("welcome")
    desk.look()
    path.unlink()
    desk.look()
    assert json.loads((desk.folder / "audio" / "recordings.json").read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("text", ["", "[]", '{"ru": {"welcome": 1}}', '{"ru": {"welcome": {"file": "a"}}}', "\udcff"])
def test_a_manifest_that_is_none_is_named(desk: Desk, text: str) -> None:
    desk.record("welcome")
    (desk.folder / "audio" / "recordings.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ManifestError, match=r"recordings\.json"):
        desk.look()


def test_what_is_still_to_be_recorded(desk: Desk) -> None:
    desk.record("welcome")
    found = phrases(small(desk.folder))
    left = unrecorded(found, desk.look())
    assert len(left) == len([one for one in found if one.fixed]) - 1


def test_one_language_can_be_looked_at(desk: Desk) -> None:
    assert {one.phrase.language for one in desk.look().only("en").phrases} == {"en"}
