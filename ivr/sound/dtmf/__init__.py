"""Keys out of telephone sound: `Detector` for one call, `BatchDetector` for many at once.

Sound is 8 kHz 16-bit linear mono. Levels are in dBm0 a tone, where a sine of full scale is +3.14 dBm0 (ITU-T G.711,
A-law), so that 0 dBm0 is a sine with a peak of 22 827.
"""

from ivr.sound.dtmf.batch import BatchDetector
from ivr.sound.dtmf.detector import Detector
from ivr.sound.dtmf.keys import FRAME, RATE, Digit

__all__ = ["FRAME", "RATE", "BatchDetector", "Detector", "Digit"]
