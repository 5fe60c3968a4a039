"""From a file to clean text: size, encoding, tabs and characters that cannot be seen."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from ivr.menu.faults import Faults, Location

MAX_BYTES: Final = 16 * 1024 * 1024
"""Size of the biggest file that is read."""

MAX_SHOWN: Final = 20
"""How many places of one kind are shown for one file."""

_BOM: Final = "\ufeff"
_MARKS: Final = {b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
"""How a file begins whose characters have two or four bytes, the longer marks first."""

_DOCUMENTS: Final = {
    b"PK\x03\x04": "a document of a word processor, or an archive",
    b"\xd0\xcf\x11\xe0": "a document of a word processor",
    b"{\\rtf": "a document of a word processor",
    b"%PDF": "a PDF",
}
"""How files begin that an author may take for text, and what they are."""

_LEAST_ZEROS: Final = 0.2
"""Share of zero bytes from which a file is UTF-16 without its mark: Latin text has half, Russian with keys a third."""

_UNSEEN: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u200a\u200c\u200d\u2010-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML 1.1 (5.1) does not let stand in a text or takes for the end of a line (U+0085, U+2028, U+2029), and
marks that an editor does not show (zero width space, direction marks, a byte order mark within)."""

_VERSION: Final = re.compile("%YAML +1[.][12]( +#.*)?")

_NO_BREAK: Final = re.compile("^[ ]*(?:- )*(\xa0)[ \xa0]*|^[ ]*(?:- )*[\\w\"']+:(\xa0)|^ *-(\xa0)", re.MULTILINE)
"""A no-break space where YAML needs a common one: in the indentation, after the colon, after the dash."""


@dataclass(frozen=True, slots=True)
class Clean:
    """Text for a parser. Every character stands where it stood in the file.

    whole: every byte was understood. tabbed: first line (from 1) whose
    indentation has a tab, or 0.
    """

    text: str
    whole: bool
    tabbed: int


def load(path: Path, file: str, faults: Faults) -> bytes | None:
    """The bytes of a file, or None with a fault."""
    at = Location(file, 1, 1)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            faults.add("Y001", "this is a directory, not a file", at, "name the YAML file in it")
            return None
        if not stat.S_ISREG(status.st_mode):
            faults.add("Y001", "this is not a regular file", at, "name a YAML file")
            return None
        if status.st_size > MAX_BYTES:
            _too_big(status.st_size, at, faults)
            return None
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        faults.add("Y001", "there is no such file", at, "check the name and the folder it is sought in")
    except PermissionError:
        faults.add("Y001", "the file may not be read", at, "give this user the right to read it")
    except (OSError, ValueError) as error:
        faults.add("Y001", f"the file cannot be read: {getattr(error, 'strerror', None) or error}", at)
    return None


def clean(source: str | bytes, file: str, faults: Faults) -> Clean | None:
    """Decode and clean. None when it is too big to be read, or no text."""
    if len(source) > MAX_BYTES:
        _too_big(len(source), Location(file, 1, 1), faults)
        return None
    decoded = _decode(source, file, faults) if isinstance(source, bytes) else (source, True)
    if decoded is None:
        return None
    text, whole = decoded
    text = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        text += "\n"
    if _UNSEEN.search(text):
        _report_unseen(text, file, faults)
        text = _UNSEEN.sub(" ", text)
    if "\xa0" in text:
        text = _report_no_break(text, file, faults)
    if text.startswith("%") or "\n%" in text:
        text = _report_directives(text, file, faults)
    tabbed = 0
    if "\t" in text:
        tabbed = _report_tabs(text, file, faults)
        text = text.replace("\t", " ")
    return Clean(text, whole, tabbed)


def _too_big(size: int, at: Location, faults: Faults) -> None:
    limit = MAX_BYTES // (1024 * 1024)
    message = f"the file has {size / (1024 * 1024):.1f} MiB, more than {limit} MiB"
    faults.add("Y002", message, at, "split the service into several files and include them")


def _decode(data: bytes, file: str, faults: Faults) -> tuple[str, bool] | None:
    """The text, and whether every byte was understood; None for what is no text."""
    top = Location(file, 1, 1)
    for beginning, what in _DOCUMENTS.items():
        if data.startswith(beginning):
            faults.add(
                "Y003", f"the file is {what}, not a text", top, "write it with a text editor, and save it as UTF-8"
            )
            return None
    wide = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "") or _without_mark(data)
    if wide:
        faults.add("Y003", f"the file is {wide[:6].upper()}, not UTF-8", top, "save it as UTF-8")
        return data.decode(wide, "replace"), False
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        before = data[: error.start].decode("utf-8").removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
        at = Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}"
        faults.add("Y003", message, at, f"save it as UTF-8{_guess(data)}")
        return text, False


def _without_mark(data: bytes) -> str:
    """UTF-16 by its zero bytes, or nothing."""
    if data.count(0) < max(_LEAST_ZEROS * len(data), 2):
        return ""
    return "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"


def _guess(data: bytes) -> str:
    high = [byte for byte in data if byte >= 0x80]
    cyrillic = sum(byte >= 0xC0 for byte in high)
    return "; it looks like Windows-1251" if cyrillic > 0.9 * len(high) else ""


def _report_unseen(text: str, file: str, faults: Faults) -> None:
    for count, match in enumerate(_UNSEEN.finditer(text), start=1):
        more = " (and there are more)" if count == MAX_SHOWN else ""
        message = f"a character that cannot be seen: U+{ord(match[0]):04X}{more}"
        faults.add("Y004", message, _location(text, match.start(), file), "delete it, or write a space or a new line")
        if more:
            return


def _report_no_break(text: str, file: str, faults: Faults) -> str:
    for match in islice(_NO_BREAK.finditer(text), MAX_SHOWN):
        at = _location(text, match.start(match.lastindex or 0), file)
        faults.add("Y004", "a no-break space (U+00A0) where YAML needs a common space", at, "type the space anew")
    return _NO_BREAK.sub(lambda match: match[0].replace("\xa0", " "), text)


def _report_directives(text: str, file: str, faults: Faults) -> str:
    """Report the directives at the head of a document and blank them; `%YAML 1.1` and `%YAML 1.2` change nothing."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("%"):
            if not _VERSION.fullmatch(line.rstrip()):
                message = "a line that starts with `%` is a directive, which is not taken"
                faults.add("Y008", message, Location(file, number + 1, 1), "remove the line")
            lines[number] = ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return "\n".join(lines)


def _report_tabs(text: str, file: str, faults: Faults) -> int:
    first: Location | None = None
    count = tabbed = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line and not line.lstrip().startswith("#"):
            count += 1
            first = first or Location(file, number, line.index("\t") + 1)
            if not tabbed and "\t" in line[: len(line) - len(line.lstrip())]:
                tabbed = number
    if first:
        rest = f" (and in {count - 1} more lines)" if count > 1 else ""
        faults.add("Y005", f"a tab{rest}", first, "write spaces; let the editor turn each tab into spaces")
    return tabbed


def _location(text: str, index: int, file: str) -> Location:
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
