"""The files of a service: its own, what it includes, and its prompts, all within one folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from ivr.menu import source
from ivr.menu.faults import Faults, Location, did_you_mean
from ivr.menu.language import DIALOG, FRAGMENT, SERVICE
from ivr.menu.reader.finding import BAD_VALUE, MISSING, OUTSIDE, UNKNOWN_KEY, UNREADABLE, WRONG_TYPE
from ivr.menu.reader.texts import kind

OWN_NAME: Final = "service.yaml"
SUFFIXES: Final = (".yaml", ".yml")
CALL: Final = ".call"
"""End of the stem of a call script (``visit.call.yaml``): it names its service, and is none."""

VERSION_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read: its name in faults, and its mapping."""

    file: str
    root: source.Mapping


@dataclass(slots=True)
class Sources:
    """Everything a service is made of.

    service: its own file, None when that could not be read. folder: where the paths begin. version: hash over names
    and contents of all files. whole: every file could be read and parsed.
    """

    folder: Path
    service: Document | None = None
    fragments: list[Document] = field(default_factory=list)
    dialogs: list[Document] = field(default_factory=list)
    prompts: list[Document] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    version: str = ""
    whole: bool = True


def gather(path: Path, faults: Faults) -> Sources:
    """Read a service's own file, or the one in a folder, and every file it includes. Faults are reported."""
    own = _own_file(path, faults)
    sources = Sources(path if own is None else own.parent)
    if own is None:
        return sources
    _Gathering(sources, faults).service(own)
    return sources


def _own_file(path: Path, faults: Faults) -> Path | None:
    """The file with a service's head: the path itself, or of a folder `service.yaml`, or the only one with a head."""
    if not path.is_dir():
        return path
    if (path / OWN_NAME).is_file():
        return path / OWN_NAME
    heads = [file for file in sorted(_yaml_files(path)) if _is_head(file)]
    if len(heads) == 1:
        return heads[0]
    at = Location(str(path), 1, 1)
    if heads:
        listed = ", ".join(f"`{file.name}`" for file in heads)
        message = f"the folder holds {len(heads)} services: {listed}"
        faults.add(UNREADABLE, message, at, f"name one of the files, or call one `{OWN_NAME}`")
    else:
        faults.add(
            UNREADABLE,
            "no file of the folder has a `service`",
            at,
            f"write a `{OWN_NAME}` that begins with `service: …`",
        )
    return None


def _is_head(file: Path) -> bool:
    if file.stem.endswith(CALL) or not file.is_file():
        return False
    root = source.read_file(file, Faults())
    return isinstance(root, source.Mapping) and root.get("service") is not None


class _Gathering:
    """The files of one service while they are being read; each is read once, so that circles end."""

    def __init__(self, sources: Sources, faults: Faults) -> None:
        self._sources = sources
        self._faults = faults
        self._root = sources.folder.resolve()
        self._seen: dict[Path, str] = {}
        self._hash = hashlib.sha256()

    def service(self, own: Path) -> None:
        document = self._document(own, own.name, str(own))
        if document is None:
            return
        if document.root.get("service") is None and (document.root.get("dialog") or document.root.get("nodes")):
            hint = f"name the service that includes it; a service's own file begins with `{SERVICE.keys[0].example}`"
            message = "this file is a part of a service, it has no `service`"
            self._faults.add(MISSING, message, document.root.at, hint)
            self._sources.whole = False
            return
        self._sources.service = document
        self._include(document)
        for entry in _paths(document.root.get("prompts")):
            prompts = self._named(entry)
            if prompts is not None:
                self._sources.prompts.append(prompts)
        self._sources.version = self._hash.hexdigest()[:VERSION_DIGITS]

    def _include(self, document: Document) -> None:
        for entry in _paths(document.root.get("include")):
            included = self._named(entry)
            if included is None:
                continue
            if included.root.get("service") is not None:
                message = f"`{entry.text}` is a service of its own"
                self._faults.add(BAD_VALUE, message, entry.at, "include files with `nodes`, or sub-dialogs")
            elif included.root.get("dialog") is not None:
                self._sources.dialogs.append(included)
            elif included.root.get("nodes") is not None or included.root.get("include") is not None:
                self._sources.fragments.append(included)
                self._include(included)
            else:
                self._strange(included, entry)

    def _strange(self, document: Document, entry: source.Scalar) -> None:
        self._sources.whole = False
        for key in document.root.entries:
            hint = did_you_mean(key.key.text, [*FRAGMENT.names, *DIALOG.names])
            if hint:
                self._faults.add(UNKNOWN_KEY, f"unknown key `{key.key.text}` in an included file", key.key.at, hint)
                return
        hint = "put the nodes under `nodes:`; files of prompts are named under `prompts`"
        self._faults.add(MISSING, f"`{entry.text}` has neither `nodes` nor `dialog`", document.root.at, hint)

    def _named(self, entry: source.Scalar) -> Document | None:
        """The file of an entry, when it is inside the folder and has not been read yet."""
        text = entry.text.strip()
        if not text:
            return None
        windows = PureWindowsPath(text)
        if "\\" in text or windows.drive or windows.root or PurePosixPath(text).is_absolute():
            hint = "write it from the service's folder on, with `/`: `cards/nodes.yaml`"
            return self._refuse(OUTSIDE, f"`{text}` is not a path within the service's folder", entry.at, hint)
        try:
            real = (self._root / text).resolve()
            exists = real.is_file()
        except (OSError, ValueError, RuntimeError) as error:
            return self._refuse(UNREADABLE, f"`{text}` cannot be opened: {type(error).__name__}", entry.at)
        if not real.is_relative_to(self._root):
            message = f"`{text}` leads out of the service's folder"
            return self._refuse(OUTSIDE, message, entry.at, "put the file beside the service's own")
        if not exists:
            near = [file.relative_to(self._root).as_posix() for file in _yaml_files(real.parent)]
            hint = did_you_mean(text, near) or "paths begin at the service's folder"
            return self._refuse(UNREADABLE, f"there is no file `{text}`", entry.at, hint)
        if real in self._seen:
            return None
        return self._document(real, text, (self._sources.folder / text).as_posix())

    def _refuse(self, code: str, message: str, at: Location, hint: str = "") -> Document | None:
        self._sources.whole = False
        self._faults.add(code, message, at, hint)
        return None

    def _document(self, file: Path, name: str, shown: str) -> Document | None:
        self._seen[file.resolve()] = shown
        self._sources.files.append(shown)
        root = source.read_file(file, self._faults, shown_as=shown)
        if root is None:
            self._sources.whole = False
            return None
        self._hash.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
        if not isinstance(root, source.Mapping):
            self._sources.whole = False
            self._faults.add(
                WRONG_TYPE, f"the file is a {kind(root)}, not a mapping", root.at, "write `nodes:` at its top"
            )
            return None
        return Document(shown, root)


def _paths(node: source.Node | None) -> Iterator[source.Scalar]:
    """The entries of `include` or `prompts`; what is no path has its fault when the head is read."""
    items = node.items if isinstance(node, source.Sequence) else (node,)
    yield from (item for item in items if isinstance(item, source.Scalar))


def _yaml_files(folder: Path) -> Iterator[Path]:
    try:
        yield from (file for file in folder.iterdir() if file.suffix in SUFFIXES)
    except OSError:
        return
