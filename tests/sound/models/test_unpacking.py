"""Archives that are damaged."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from ivr.sound.models.errors import BadArchive
from ivr.sound.models.unpacking import unpack
from tests.sound.models.site import NAME


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whatever_is_damaged_is_told_as_that(tmp_path: Path, method: int) -> None:
    """Damage has many forms: names that are no UTF-8, unknown versions and methods, offsets out of the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as opened:
        opened.writestr(f"{NAME}/am/final.mdl", b"abc" * 100)
        opened.writestr(f"{NAME}/conf/язык.conf", b"--x=1\n" * 50)
    file, chance, refused = tmp_path / "model.zip", random.Random(method), 0
    for number in range(400):
        content = bytearray(out.getvalue())
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)
        (tmp_path / str(number)).mkdir()
        try:
            unpack(file, tmp_path / str(number))
        except BadArchive:
            refused += 1
    assert refused > 200
