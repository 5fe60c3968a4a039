"""The script for a voice actor."""

import csv
import io
from pathlib import Path

from ivr.prompts import phrases
from ivr.prompts.script import COLUMNS, csv_text, rows
from tests.prompts.small import small


def test_a_row_tells_what_an_actor_needs(tmp_path: Path) -> None:
    [row] = [row for row in rows(phrases(small(tmp_path))) if row["text"] == "Здравствуйте!"]
    assert row == {
        "file": "ru/welcome.wav",
        "language": "ru",
        "text": "Здравствуйте!",
        "context": "hello.prompt (service.yaml:8)",
        "seconds": "0.8",
    }


def test_a_sentence_of_every_question_names_a_few(tmp_path: Path) -> None:
    [row] = [row for row in rows(phrases(small(tmp_path))) if row["text"] == "Непонятно. Повторите, пожалуйста."]
    assert row["context"].count("service.yaml:") <= 3


def test_a_text_with_values_has_no_file(tmp_path: Path) -> None:
    assert {row["file"] for row in rows(phrases(small(tmp_path))) if "{" in row["text"]} == {""}


def test_spreadsheets_read_it(tmp_path: Path) -> None:
    found = phrases(small(tmp_path))
    read = list(csv.DictReader(io.StringIO(csv_text(found))))
    assert list(read[0]) == list(COLUMNS)
    assert [row["text"] for row in read] == [one.text for one in found]


def test_no_two_phrases_share_a_file(tmp_path: Path) -> None:
    files = [row["file"] for row in rows(phrases(small(tmp_path))) if row["file"]]
    assert len(files) == len(set(files))
