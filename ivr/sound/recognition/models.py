"""Where the vosk model of a language is on this computer, and whether it is whole."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ivr.sound.recognition.errors import RecognitionError

VARIABLE: Final = "VOSK_MODEL_PATH"
"""Names a model's folder, or a folder of models; vosk knows it by the same name."""

PARTS: Final = (
    ("am/final.mdl", "final.mdl"),
    ("conf/mfcc.conf", "mfcc.conf"),
    ("graph/HCLG.fst", "graph/HCLr.fst", "HCLG.fst", "HCLr.fst"),
)
"""Files that every model has, with the places where each may stand: models before 2020 have them all in one folder."""

DYNAMIC: Final = ("HCLr.fst", "Gr.fst")
"""Files of a model whose grammar can be changed; one without them, of a single HCLG.fst, hears dictation only."""

_log = logging.getLogger("ivr.sound.recognition")

_NAME = re.compile(r"vosk-model(?:-small)?-(?P<language>[a-z]{2,3})(?![a-z])")


def find_model(language: str, explicit: Path | None = None) -> Path | None:
    """The folder of a language's model, or None when this computer has none.

    explicit: the folder that a user named, which must be a model. Else the variable VOSK_MODEL_PATH is followed, then
    the folders where vosk keeps its own; of several models the small one is taken, for it loads fast and follows
    grammars. Raises RecognitionError for a named folder that is no model of the language.
    """
    if explicit is not None:
        found = _in(explicit, language)
        if found is None:
            raise RecognitionError(f"{explicit} is no model: {_no_model(explicit, language)}")
        return found
    if named := os.environ.get(VARIABLE):
        found = _in(Path(named), language)
        if found is not None:
            return found
    return next((found for folder in folders() if (found := _in(folder, language))), None)


def find_models(languages: Iterable[str], explicit: Path | None = None) -> dict[str, Path]:
    """The models of several languages, as far as this computer has them, each found as `find_model` does.

    explicit: a model, or a folder of models, for some of the languages; a model whose name tells no language is for the
    first of them. Raises RecognitionError when it is for none. That VOSK_MODEL_PATH names none is logged, and the other
    places are looked into.
    """
    wanted = list(languages)
    found: dict[str, Path] = {}
    if explicit is not None:
        unnamed = fault(explicit) is None and language_of(explicit) is None
        named = {language: _in(explicit, language) for language in (wanted[:1] if unnamed else wanted)}
        found = {language: path for language, path in named.items() if path is not None}
        if not found:
            reason = _no_model(explicit, wanted[0])
            raise RecognitionError(f"{explicit} is no model of {', '.join(wanted)}: {reason}")
    if len(found) < len(wanted) and (unusable := variable_fault()) is not None:
        _log.warning("%s", unusable)
    for language in wanted:
        if language not in found and (path := find_model(language)) is not None:
            found[language] = path
    return {language: found[language] for language in wanted if language in found}


def variable_fault() -> str | None:
    """Why VOSK_MODEL_PATH is of no use; None when it names a model, or holds one, or is not set."""
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named)
    reason = fault(folder)
    if reason is None or next(_models(folder), None) is not None:
        return None
    return f"{VARIABLE} names {folder}, which is no model and holds none: {reason}"


def folders() -> tuple[Path, ...]:
    """Where vosk looks for models of its own accord, and puts those that it fetches."""
    return (Path("/usr/share/vosk"), Path.home() / "AppData/Local/vosk", Path.home() / ".cache/vosk")


def missing_message(language: str) -> str:
    """What to tell the user when there is no model of a language."""
    return (
        f"speech in `{language}` is not recognised: no vosk model of it is on this computer; fetch one by "
        f"`ivr models fetch {language}`, or name the folder of one by --model or {VARIABLE}"
    )


def fault(folder: Path) -> str | None:
    """Why a folder is no model that can follow a grammar, or None when it is one."""
    if not folder.is_dir():
        return "there is no such folder"
    for places in PARTS:
        if not any(_filled(folder / place) for place in places):
            return f"it has no {places[0]}" + (
                ", it may have been unpacked only in part" if _begun(folder) else ", as every vosk model has"
            )
    if not any(all(_filled(base / part) for part in DYNAMIC) for base in (folder, folder / "graph")):
        return f"it cannot follow a grammar, for it has no {DYNAMIC[1]}: take a model with a dynamic graph, a small one"
    return None


def language_of(folder: Path) -> str | None:
    """The language that a model's name tells: "ru" of vosk-model-small-ru-0.22; None for a name of another kind."""
    told = _NAME.match(folder.name)
    return told["language"] if told else None


def _in(folder: Path, language: str) -> Path | None:
    """The model that a folder is, or holds."""
    if fault(folder) is None:
        return folder if language_of(folder) in (None, language) else None
    return next((model for model in _models(folder) if language_of(model) == language), None)


def _models(folder: Path) -> Iterator[Path]:
    """Whole models in a folder, small ones first, then by name."""
    try:
        inside = sorted(folder.iterdir(), key=lambda path: ("-small-" not in path.name, path.name))
    except OSError:
        return
    for path in inside:
        if language_of(path) is not None and fault(path) is None:
            yield path


def _no_model(folder: Path, language: str) -> str:
    reason = fault(folder)
    if reason is None:
        return f"it is of `{language_of(folder)}`, not of `{language}`"
    return reason


def _begun(folder: Path) -> bool:
    return any((folder / part).exists() for part in ("am", "conf", "graph", "ivector"))


def _filled(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False
