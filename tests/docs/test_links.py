"""Links between the documents lead somewhere."""

from __future__ import annotations

import re

import pytest

from tests.docs.documents import ROOT

DOCUMENTS = ("menu-language.md", "authors.md", "integrators.md", "faults.md", "recordings.md")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]+)?\)", re.DOTALL)


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / "docs" / name
    lost = []
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        there = path.parent / target if target else path
        if not there.is_file() or (anchor and anchor[1:] not in anchors(there.read_text(encoding="utf-8"))):
            lost.append(target + anchor)
    assert lost == []
