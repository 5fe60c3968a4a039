"""A caller who hears and speaks, whatever carries the sound: frames in, frames out."""

from ivr.channels.voice.elsewhere import Daemons, Elsewhere, Inline, Threads
from ivr.channels.voice.hearing import Hearing
from ivr.channels.voice.mouth import Mouth

__all__ = ["Daemons", "Elsewhere", "Hearing", "Inline", "Mouth", "Threads"]
