"""Making the prompts of a service ahead."""

from pathlib import Path

import pytest

from ivr.prompts import phrases, render
from ivr.sound.audio import Audio
from ivr.sound.prompts import Cache, Format, Recordings, Renderer
from ivr.sound.synthesis import SynthesisError
from tests.prompts.small import small
from tests.sound.prompts.beeper import Beeper


class Fussy(Beeper):
    """Refuses one text."""

    def synthesize(self, text: str, language: str) -> Audio:
        if text == "Выберите.":
            raise SynthesisError("the engine ended")
        return super().synthesize(text, language)


def renderer(folder: Path, voice: Beeper) -> Renderer:
    return Renderer(voice, Cache(folder / "cache"), Recordings(), [Format.PCM8K])


@pytest.mark.parametrize("jobs", [1, 3])
def test_all_is_made_once(tmp_path: Path, jobs: int) -> None:
    fixed = [one for one in phrases(small(tmp_path)) if one.fixed]
    beeper = Beeper()
    first = render(fixed, renderer(tmp_path, beeper), jobs)
    again = render(fixed, renderer(tmp_path, beeper), jobs)
    assert (first.made, again.made, again.kept) == (len(fixed), 0, len(fixed))
    assert len(beeper.asked) == len(fixed)


def test_progress_is_told(tmp_path: Path) -> None:
    fixed = [one for one in phrases(small(tmp_path)) if one.fixed]
    told: list[int] = []
    render(fixed, renderer(tmp_path, Beeper()), 2, told.append, lambda: told.append(1))
    assert told == [len(fixed)] + [1] * len(fixed)


def test_one_that_fails_is_told_and_the_others_are_made(tmp_path: Path) -> None:
    fixed = [one for one in phrases(small(tmp_path)) if one.fixed]
    result = render(fixed, renderer(tmp_path, Fussy()), 2)
    assert [(one.text, why) for one, why in result.failed] == [("Выберите.", "the engine ended")]
    assert result.made == len(fixed) - 1


def test_what_was_made_before_it_was_stopped_is_kept(tmp_path: Path) -> None:
    fixed = [one for one in phrases(small(tmp_path)) if one.fixed]

    def stop() -> None:
        raise KeyboardInterrupt

    result = render(fixed, renderer(tmp_path, Beeper()), 1, done=stop)
    assert result.stopped
    assert 1 <= result.made == render(fixed, renderer(tmp_path, Beeper()), 1).kept < len(fixed)
