"""Microphone and loudspeaker of this computer, through PortAudio.

`list_devices` names what is there, `choose` finds what an operator means, `open_duplex` speaks and listens. PortAudio
looks for devices once a process: what is plugged in later is found by the next one.
"""

from ivr.sound.devices.duplex import Duplex, open_duplex
from ivr.sound.devices.listing import Device, NoDevice, choose, list_devices

__all__ = ["Device", "Duplex", "NoDevice", "choose", "list_devices", "open_duplex"]
