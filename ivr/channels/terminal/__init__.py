"""A caller in a terminal: reads what would be spoken, presses keys, types what they would say."""

from ivr.channels.terminal.channel import TerminalChannel
from ivr.channels.terminal.screen import Screen

__all__ = ["Screen", "TerminalChannel"]
