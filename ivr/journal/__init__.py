"""What happened in a call: written as it happens, secrets masked from the first key; replayed; counted.

A journal is a list of records, each one plain JSON. The first tells which call it is; every other tells one event, when
it came (seconds of the call's clock) and what the conversation made of it.
"""

from ivr.journal.files import JournalFile, JournalFiles, read_file
from ivr.journal.record import FORMAT, Head, Journal, JournalError, Recorder, Sink
from ivr.journal.replay import Difference, OtherVersion, Replay, replay
from ivr.journal.report import Report, report, reports
from ivr.journal.stored import StoredJournal

__all__ = [
    "FORMAT",
    "Difference",
    "Head",
    "Journal",
    "JournalError",
    "JournalFile",
    "JournalFiles",
    "OtherVersion",
    "Recorder",
    "Replay",
    "Report",
    "Sink",
    "StoredJournal",
    "read_file",
    "replay",
    "report",
    "reports",
]
