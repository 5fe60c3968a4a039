"""The file of gateways: read strictly, kept private, and never shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ivr.serve import GatewayError, read_gateways

KEY = "6b1f" * 16


def written(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    file = tmp_path / "gateways.yaml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_gateways_are_read_with_keys_from_the_file_or_the_environment(tmp_path: Path):
    file = written(
        tmp_path,
        f"gateways:\n  - id: ussd-1\n    key: {KEY}\n    fronts: [ussd]\n  - id: sms-1\n    key_env: IVR_KEY\n",
    )
    gateways = read_gateways(file, {"IVR_KEY": "e" * 32})
    assert len(gateways) == 2 and gateways.get("nobody") is None
    ussd, sms = gateways.get("ussd-1"), gateways.get("sms-1")
    assert ussd is not None and ussd.key.reveal() == KEY and ussd.fronts == {"ussd"}
    assert sms is not None and sms.key.reveal() == "e" * 32 and sms.fronts == {"ussd", "sms"}
    assert KEY not in repr(ussd) + str(ussd) + repr(gateways)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "write a list of gateways"),
        ("gateways: []", "write a list of gateways"),
        (f"gateways:\n - id: a\n   key: {KEY}\nmore: 1", "and nothing else"),
        ("gateways: [1]", "gateway 1: write id, key and fronts"),
        (f"gateways:\n - id: a b\n   key: {KEY}", "id has letters"),
        (f"gateways:\n - key: {KEY}", "id has letters"),
        (f"gateways:\n - id: a\n   keys: {KEY}", "keys is not known"),
        ("gateways:\n - id: a", "write key, or key_env"),
        (f"gateways:\n - id: a\n   key: {KEY}\n   key_env: X", "write key, or key_env"),
        ("gateways:\n - id: a\n   key_env: NO_SUCH", "NO_SUCH is not set"),
        ("gateways:\n - id: a\n   key: hunter2", "32 letters or more"),
        ("gateways:\n - id: a\n   key: 12345678901234567890123456789012", "32 letters or more, in quotes"),
        (f"gateways:\n - id: a\n   key: {KEY}\n   fronts: [mms]", "fronts is a list of ussd and sms"),
        (f"gateways:\n - id: a\n   key: {KEY}\n   fronts: []", "fronts is a list"),
        (f"gateways:\n - id: a\n   key: {KEY}\n - id: a\n   key: {KEY}1", "there is another a"),
        (f"gateways:\n - id: a\n   key: {KEY}\n - id: b\n   key: {KEY}", "a has the same key"),
        (f"gateways:\n - id: a\n   key: '{KEY}\n", "line 4: this is not YAML"),
        (f"gateways:\n - id: a\n   key: !!python/name:os.system {KEY}\n", "this is not YAML"),
    ],
)
def test_a_file_that_is_wrong_is_told_without_its_keys(tmp_path: Path, text: str, told: str):
    with pytest.raises(GatewayError) as failed:
        read_gateways(written(tmp_path, text), {})
    assert told in str(failed.value)
    assert KEY not in str(failed.value) and "hunter2" not in str(failed.value)


@pytest.mark.skipif(sys.platform == "win32", reason="files there have no such mode")
def test_keys_that_others_can_read_are_refused(tmp_path: Path):
    file = written(tmp_path, f"gateways:\n - id: a\n   key: {KEY}\n", 0o640)
    with pytest.raises(GatewayError, match="chmod 600"):
        read_gateways(file)
    open_to_all = written(tmp_path, "gateways:\n - id: a\n   key_env: X\n", 0o644)
    assert len(read_gateways(open_to_all, {"X": KEY})) == 1


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(GatewayError, match="cannot be read: No such file"):
        read_gateways(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(GatewayError, match="this is not YAML"):
        read_gateways(tmp_path / "latin.yaml")
