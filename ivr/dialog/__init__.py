"""One call's conversation as a pure machine: events in, effects out; no clock, no thread, no socket, no sound."""

from ivr.dialog.plan import Program
from ivr.dialog.session import Session

__all__ = ["Program", "Session"]
