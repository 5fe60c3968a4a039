"""Reads menu texts without files, for the tests of the reader."""

from collections.abc import Mapping
from pathlib import Path

from ivr.actions import Context, Outcome, Registry, action
from ivr.menu import source
from ivr.menu.faults import Fault, Faults
from ivr.menu.model import ROOT, Node, Service
from ivr.menu.reader import Reading, Sources, read
from ivr.menu.reader.files import Document

HEAD = """\
service: clinic
languages: [ru, en]
numbers: {"600": main}
defaults: {then: bye}
access: {levels: [known, proved]}
nodes:
"""


@action("visits.book", outcomes=("booked", "taken"))
def book(context: Context, doctor: str = "") -> Outcome:
    """Book a visit."""
    return Outcome("booked" if doctor else "taken")


@action("doctors.free", outcomes={"found": list, "closed": None})
def free(context: Context) -> Outcome:
    """Doctors who are free."""
    return Outcome("found", [])


@action("desk.ask", outcomes=("transfer", "list"))
def ask(context: Context) -> Outcome:
    """Has outcomes that are called like kinds of node."""
    return Outcome("transfer")


def registry() -> Registry:
    """The actions that the texts name."""
    actions = Registry()
    for function in (book, free, ask):
        actions.add(function)
    return actions


def document(text: str, file: str) -> Document:
    """A parsed text, which must be sound YAML."""
    faults = Faults()
    root = source.read_text(text, file, faults)
    assert isinstance(root, source.Mapping), faults.sorted()
    return Document(file, root)


def reading(
    text: str,
    *,
    fragments: Mapping[str, str] | None = None,
    dialogs: Mapping[str, str] | None = None,
    prompts: Mapping[str, str] | None = None,
) -> tuple[Reading, list[Fault]]:
    """What the reader makes of texts, and the faults it finds."""
    faults = Faults()
    own, *rest = (
        [document(content, file) for file, content in (group or {}).items()]
        for group in ({"menu.yaml": text}, fragments, dialogs, prompts)
    )
    sources = Sources(Path(), own[0], *rest, files=["menu.yaml"], version="0")
    return read(sources, registry(), faults), faults.sorted()


def service_of(text: str, **files: Mapping[str, str]) -> Service:
    """The service of a text without any fault."""
    found, faults = reading(text, **files)
    assert not faults, "\n".join(fault.render() for fault in faults)
    assert found.service is not None
    return found.service


def node_of(text: str, name: str = "main", dialog: str = ROOT) -> Node:
    """A node of a service made of the common head and the nodes given, which are without fault."""
    return service_of(HEAD + indented(text)).dialogs[dialog].nodes[name]


def indented(text: str) -> str:
    """Nodes, two spaces to the right."""
    return "".join(f"  {line}" for line in text.strip("\n").splitlines(keepends=True)) + "\n"
