"""A lexicon: how words are said that an engine would say wrongly. One YAML file a language: `word: how it is said`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Final

import yaml

from ivr.sound.synthesis.base import SynthesisError

STRESS: Final = "\u0301"
"""The combining acute, which marks the stressed vowel of a word that is written as another one is."""

_WORD: Final = re.compile(rf"[^\W_][\w{STRESS}'’&+ -]*")
_PHONEMES: Final = re.compile(r"\[\[([^\[\]]*)\]\]")
_MNEMONICS: Final = re.compile(r"[!-~]+(?: [!-~]+)*")
_SAID: Final = re.compile(rf"[^\W\d_](?:[\w{STRESS}'’,.!?;: -])*")
_LONGEST: Final = 200


class LexiconError(SynthesisError):
    """A lexicon has faults; `faults` has each as `file:line: what is wrong, and what to write`."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Lexicon:
    """Words of one language, each with what is said for it; `[[…]]` in it is phonemes of espeak."""

    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """A short name for exactly these words, for keys of a cache."""
        return sha256(repr(sorted(self.words.items())).encode()).hexdigest()[:12]

    def apply(self, text: str, phonemes: bool) -> str:
        """The text with its words replaced, whole words only, capital or small; a word whose stress is marked is
        looked up with the mark first. phonemes: whether the engine takes them; words said by phonemes stay as they
        are when not."""
        if not self.words:
            return text
        return self._pattern.sub(self._replacing(phonemes), text)

    def _replacing(self, phonemes: bool) -> Callable[[re.Match[str]], str]:
        def said(match: re.Match[str]) -> str:
            word = match[0]
            key = word.casefold()
            spoken = self.words.get(key) or self.words.get(key.replace(STRESS, ""))
            return word if spoken is None or (not phonemes and "[[" in spoken) else spoken

        return said

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        any_of = "|".join(f"{STRESS}?".join(map(re.escape, word.replace(STRESS, ""))) for word in longest_first)
        return re.compile(rf"(?<!\w)(?:{any_of}){STRESS}?(?!\w)", re.IGNORECASE)

    def __or__(self, other: Lexicon) -> Lexicon:
        """Both; where they differ, the other's."""
        return Lexicon({**self.words, **other.words})


def shipped(language: str) -> Lexicon:
    """The words that come along: abbreviations of a telephone service, and homographs with a marked stress."""
    file = resources.files(__package__).joinpath(file_name(language))
    return parse(file.read_text("utf-8"), file_name(language)) if file.is_file() else Lexicon()


def read(file: Path) -> Lexicon:
    """An author's lexicon. Raises LexiconError with all its faults, SynthesisError when it cannot be read."""
    try:
        return parse(file.read_bytes().decode("utf-8-sig"), str(file))
    except OSError as error:
        raise SynthesisError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise LexiconError([f"{file}: byte {error.start} is not UTF-8: save it as UTF-8"]) from None


def file_name(language: str) -> str:
    """What a lexicon of a language is called."""
    return f"lexicon.{language}.yaml"


def find(folder: Path, language: str) -> Path | None:
    """The lexicon of a language in a folder, if there is one."""
    file = folder / file_name(language)
    return file if file.is_file() else None


def parse(text: str, file: str) -> Lexicon:
    """A lexicon from its text; file: what faults name. Raises LexiconError."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError([f"{file}:{line}: not YAML: {error.problem}; an entry is `word: how it is said`"]) from None
    except (yaml.YAMLError, RecursionError):
        raise LexiconError([f"{file}: holds a character that YAML does not allow, or is nested without end"]) from None
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return Lexicon()
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError([f"{file}:{_line(root)}: a lexicon is entries `word: how it is said`, one a line"])
    words: dict[str, str] = {}
    lines: dict[str, int] = {}
    faults = []
    for key, value in root.value:
        word, fault = _entry(key, value)
        if not fault and word in words:
            fault = f"`{word}` is already on line {lines[word]}; keep one of them"
        if fault:
            faults.append(f"{file}:{_line(key)}: {fault}")
        else:
            words[word], lines[word] = value.value.strip(), _line(key)
    if faults:
        raise LexiconError(faults)
    return Lexicon(words)


def _entry(key: yaml.Node, value: yaml.Node) -> tuple[str, str]:
    """The word of an entry as it is looked up, and what is wrong with the entry, or nothing."""
    if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.SequenceNode):
        return "", f"""put quotes round what is said, since `[` begins a list: `{key.value}: "[[…]]"`"""
    if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
        return "", "an entry is `word: how it is said`, both plain text"
    word = unicodedata.normalize("NFC", key.value).strip().casefold()
    return word, _fault_of_word(word) or _fault_of_said(value.value.strip())


def _fault_of_word(word: str) -> str:
    if _WORD.fullmatch(word) and len(word) <= _LONGEST:
        return ""
    return f"`{word[:40]}` is no word or words: letters, digits, spaces, hyphens, apostrophes, `&` and `+`"


def _fault_of_said(said: str) -> str:
    if not said:
        return "nothing is said for it; write how it sounds, in letters"
    if len(said) > _LONGEST:
        return f"{len(said)} characters are said for it, {_LONGEST} at most"
    for phonemes in _PHONEMES.findall(said):
        if not _MNEMONICS.fullmatch(phonemes.strip()):
            return "phonemes are espeak's, in Latin letters: `[[z'amok]]` (`espeak-ng -x -v ru` shows those of a word)"
    rest = _PHONEMES.sub(" ", said).strip()
    if "[" in rest or "]" in rest:
        return "phonemes stand between `[[` and `]]`"
    if any(letter.isdigit() for letter in rest):
        return "a digit is said for it; write numbers in words"
    if rest and not _SAID.fullmatch(rest):
        odd = next(mark for mark in rest if not _SAID.fullmatch(f"a{mark}"))
        return f"`{odd}` cannot be said; write how it sounds, in letters"
    return ""


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
