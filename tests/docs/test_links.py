"""Links between the documents lead somewhere."""

from __future__ import annotations

import re

import pytest

from tests.docs.documents import ROOT

DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]+)?\)", re.DOTALL)


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_document_is_looked_at() -> None:
    assert {"README.md", "README.ru.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/dialog.md"} <= set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    lost = []
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        there = path.parent / target if target else path
        if not there.exists() or (anchor and anchor[1:] not in anchors(there.read_text(encoding="utf-8"))):
            lost.append(target + anchor)
    assert lost == []
