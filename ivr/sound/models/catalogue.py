"""Which models vosk's makers publish."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from typing import Any, Final

from ivr.sound.models.errors import ModelError
from ivr.sound.models.net import get

HOME: Final = "https://alphacephei.com/vosk/models/"
"""Where the models are published: vosk 0.3.45's MODEL_PRE_URL. A mirror has the same files."""
LIST: Final = "model-list.json"
LIST_LIMIT: Final = 4_000_000
"""Bytes that a list may have; the real one has some 50,000."""
USUAL_REGION: Final = "us"
"""Of a language's several models, such as en-us and en-in, the one that is meant when no region is named."""

_NAME = re.compile(r"vosk-model-[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
_MD5 = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A model that can be fetched.

    language: as vosk writes it: ru, en-us. size: bytes of the archive, about that when md5 is not known. grammar: it
    follows a grammar that is given later, which calls need. licence: empty when not known. obsolete: a newer one is
    out.
    """

    name: str
    language: str
    size: int
    md5: str | None = None
    grammar: bool = True
    licence: str = ""
    obsolete: bool = False


APACHE: Final = "Apache-2.0"
BUILT_IN: Final = (
    Entry("vosk-model-small-ru-0.22", "ru", 45_000_000, licence=APACHE),
    Entry("vosk-model-ru-0.42", "ru", 1_800_000_000, grammar=False, licence=APACHE),
    Entry("vosk-model-small-en-us-0.15", "en-us", 40_000_000, licence=APACHE),
    Entry("vosk-model-en-us-0.22-lgraph", "en-us", 128_000_000, licence=APACHE),
    Entry("vosk-model-en-us-0.22", "en-us", 1_800_000_000, grammar=False, licence=APACHE),
)
"""Known without asking: names, licences and round sizes as https://alphacephei.com/vosk/models told them in 2024."""
_LICENCES: Final = {entry.name: entry.licence for entry in BUILT_IN}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Models that can be fetched.

    base: the address that `<name>.zip` stands at. trouble: why the list could not be read, when these are only the
    models that are known without it.
    """

    entries: tuple[Entry, ...]
    base: str = HOME
    trouble: str = ""

    def pick(self, wanted: str) -> Entry:
        """The model of a name, or the small one of a language that calls can use. Raises ModelError."""
        for entry in self.entries:
            if entry.name == wanted:
                return entry
        fit = [entry for entry in self.entries if entry.grammar and not entry.obsolete and _speaks(entry, wanted)]
        if fit:
            return min(fit, key=lambda entry: (entry.language not in (wanted, f"{wanted}-{USUAL_REGION}"), entry.size))
        names = [*(entry.name for entry in self.entries), *{entry.language for entry in self.entries}]
        near = difflib.get_close_matches(wanted, names, 1)
        hint = f"did you mean {near[0]}?" if near else "`ivr models list --all` tells which there are"
        note = f"; {self.trouble}, so only some are known" if self.trouble else ""
        raise ModelError(f"there is no model '{wanted}'; {hint}{note}")


def read_catalogue(base: str = HOME) -> Catalogue:
    """Ask for the list of models; when that fails, those that are known without it.

    base: an address that ends in a slash. Raises ModelError for one that is none.
    """
    if not base.startswith(("http://", "https://")):
        raise ModelError(f"'{base}' is no address of models; it begins with https://")
    base = base.rstrip("/") + "/"
    try:
        return Catalogue(parse(get(base + LIST, LIST_LIMIT)), base)
    except ModelError as error:
        return Catalogue(BUILT_IN, base, str(error))


def parse(text: bytes) -> tuple[Entry, ...]:
    """The models of vosk's list. What is no model of speech, or does not look like one, is left out.

    Raises ModelError when it is no list of models at all.
    """
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise ModelError("the list of models is not JSON") from None
    entries = tuple(entry for row in rows if (entry := _entry(row))) if isinstance(rows, list) else ()
    if not entries:
        raise ModelError("the list of models names none")
    return entries


def _entry(row: Any) -> Entry | None:
    if not isinstance(row, dict):
        return None
    name, language, size, md5 = (row.get(key) for key in ("name", "lang", "size", "md5"))
    if not (isinstance(name, str) and _NAME.fullmatch(name) and isinstance(language, str) and isinstance(size, int)):
        return None
    if row.get("type") == "spk" or "-spk-" in name or size <= 0:
        return None
    return Entry(
        name=name,
        language=language,
        size=size,
        md5=md5.lower() if isinstance(md5, str) and _MD5.fullmatch(md5.lower()) else None,
        grammar="-small-" in name or "lgraph" in name,
        licence=_LICENCES.get(name, ""),
        obsolete=str(row.get("obsolete")).lower() == "true",
    )


def _speaks(entry: Entry, language: str) -> bool:
    return entry.language == language or entry.language.partition("-")[0] == language
