"""The files of a service: what is read, and what is refused because it lies outside or is not what it should be."""

from pathlib import Path

import pytest

from ivr.menu.faults import Fault, Faults
from ivr.menu.reader import Sources, gather

HEAD = "service: s\nlanguages: [ru]\nnumbers: {'1': main}\ndefaults: {then: main}\n"
NODES = "nodes: {main: {hangup: true}}\n"


def write(folder: Path, **files: str) -> Path:
    """A folder with files; two underscores in a name stand for a folder."""
    for name, text in files.items():
        file = folder / (name.replace("__", "/") + ".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def gathered(path: Path) -> tuple[Sources, list[Fault]]:
    """The sources of a path and the faults in finding them."""
    faults = Faults()
    return gather(path, faults), faults.sorted()


def test_every_kind_of_file_is_found(tmp_path: Path) -> None:
    write(
        tmp_path,
        service=HEAD + "include: [cards/nodes.yaml, password.yaml]\nprompts: [ru.yaml]\n" + NODES,
        cards__nodes="include: cards/more.yaml\nnodes: {}\n",
        cards__more="nodes: {}\n",
        password="dialog: password\nnodes: {}\n",
        ru="end: Всё.\n",
        stranger="nodes: {}\n",
    )
    sources, faults = gathered(tmp_path)
    assert not faults
    folder = tmp_path.as_posix()
    names = ["service.yaml", "cards/nodes.yaml", "cards/more.yaml", "password.yaml", "ru.yaml"]
    assert [Path(file).as_posix() for file in sources.files] == [f"{folder}/{name}" for name in names]
    assert [document.file for document in sources.fragments] == [f"{folder}/{name}" for name in names[1:3]]
    assert len(sources.dialogs) == len(sources.prompts) == 1
    assert sources.whole


def test_a_file_is_read_once_and_circles_end(tmp_path: Path) -> None:
    write(
        tmp_path,
        service=HEAD + "include: [a.yaml, ./a.yaml, b.yaml]\n" + NODES,
        a="include: [b.yaml, a.yaml, service.yaml]\nnodes: {}\n",
        b="include: a.yaml\nnodes: {}\n",
    )
    sources, faults = gathered(tmp_path)
    assert not faults
    assert len(sources.files) == 3


def test_names_are_shown_as_the_user_gave_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "clinic", service=HEAD + "include: a.yaml\n" + NODES, a="nodes: 5\n")
    monkeypatch.chdir(tmp_path)
    sources, _ = gathered(Path("clinic"))
    assert [Path(file).as_posix() for file in sources.files] == ["clinic/service.yaml", "clinic/a.yaml"]
    monkeypatch.chdir(tmp_path / "clinic")
    sources, _ = gathered(Path("service.yaml"))
    assert sources.files == ["service.yaml", "a.yaml"]


@pytest.mark.parametrize(
    "path", ["../secret.yaml", "cards/../../secret.yaml", "/etc/passwd", "C:/x.yaml", "cards\\x.yaml", "//host/x.yaml"]
)
def test_paths_out_of_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    write(tmp_path, secret="nodes: {}\n")
    write(tmp_path / "clinic", service=HEAD + f"include: ['{path}']\n" + NODES)
    sources, faults = gathered(tmp_path / "clinic")
    assert [(fault.code, fault.at.line, fault.at.column) for fault in faults] == [("Y027", 5, 11)]
    assert len(sources.files) == 1
    assert not sources.whole


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, secret="nodes: {}\n")
    write(tmp_path / "clinic", service=HEAD + "include: link.yaml\n" + NODES)
    try:
        (tmp_path / "clinic" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    except OSError:
        pytest.skip("links need a right here")
    _, faults = gathered(tmp_path / "clinic")
    assert [fault.code for fault in faults] == ["Y027"]


def test_a_missing_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, service=HEAD + "include: [pasword.yaml]\n" + NODES, password="dialog: password\nnodes: {}\n")
    _, faults = gathered(tmp_path)
    assert [(fault.code, fault.at.line, fault.at.column) for fault in faults] == [("Y001", 5, 11)]
    assert "`password.yaml`" in faults[0].hint


def test_a_folder_cannot_be_included(tmp_path: Path) -> None:
    write(tmp_path, service=HEAD + "include: cards\n" + NODES, cards__a="nodes: {}\n")
    _, faults = gathered(tmp_path)
    assert [fault.code for fault in faults] == ["Y001"]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("service: other\n", "M004", "sub-dialogs"),
        ("- main\n", "M003", "`nodes:`"),
        ("main: {hangup: true}\n", "M002", "`nodes:`"),
        ("noeds: {}\n", "M001", "`nodes`"),
    ],
)
def test_an_included_file_must_be_a_part(tmp_path: Path, text: str, code: str, hint: str) -> None:
    write(tmp_path, service=HEAD + "include: a.yaml\n" + NODES, a=text)
    _, faults = gathered(tmp_path)
    assert [fault.code for fault in faults] == [code]
    assert hint in faults[0].hint


def test_the_service_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, clinic=HEAD + NODES, part="nodes: {}\n")
    sources, faults = gathered(tmp_path)
    assert not faults
    assert [Path(file).name for file in sources.files] == ["clinic.yaml"]
    write(tmp_path, other=HEAD + NODES)
    assert [fault.message for fault in gathered(tmp_path)[1]] == [
        "the folder holds 2 services: `clinic.yaml`, `other.yaml`"
    ]
    write(tmp_path, service=HEAD + NODES)
    assert [Path(file).name for file in gathered(tmp_path)[0].files] == ["service.yaml"]


def test_a_folder_without_a_service(tmp_path: Path) -> None:
    write(tmp_path, part="nodes: {}\n")
    sources, faults = gathered(tmp_path)
    assert sources.service is None
    assert "no file of the folder has a `service`" in faults[0].message


def test_a_call_script_is_no_service(tmp_path: Path) -> None:
    write(tmp_path, clinic=HEAD + NODES, **{"visit.call": "service: clinic.yaml\ncall: a visit\n"})
    sources, faults = gathered(tmp_path)
    assert not faults
    assert sources.service is not None and sources.service.file.endswith("clinic.yaml")


def test_a_part_is_no_service(tmp_path: Path) -> None:
    write(tmp_path, part="nodes: {}\n")
    sources, faults = gathered(tmp_path / "part.yaml")
    assert sources.service is None
    assert [fault.code for fault in faults] == ["M002"]
    assert "name the service that includes it" in faults[0].hint


def test_nothing_there(tmp_path: Path) -> None:
    sources, faults = gathered(tmp_path / "none.yaml")
    assert sources.service is None
    assert [fault.code for fault in faults] == ["Y001"]


def test_the_version_is_of_names_and_contents(tmp_path: Path) -> None:
    def version(folder: str, **files: str) -> str:
        return gathered(write(tmp_path / folder, **files))[0].version

    own = HEAD + "include: a.yaml\n" + NODES
    first = version("one", service=own, a="nodes: {}\n")
    assert len(first) == 12
    assert version("two", service=own, a="nodes: {}\n") == first
    assert version("three", service=own, a="nodes: {} \n") != first
    assert version("four", service=own.replace("a.yaml", "b.yaml"), b="nodes: {}\n") != first
