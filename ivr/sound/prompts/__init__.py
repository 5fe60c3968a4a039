"""Sound for phrases: an author's recordings, prompts kept on disk, and `Voice`, which has a sound for every phrase.

`Renderer` makes prompts ahead; `slug` names the sound file that stands for a phrase.
"""

from ivr.sound.prompts.cache import Cache, CacheError, Usage, default_folder, key_of
from ivr.sound.prompts.formats import Format
from ivr.sound.prompts.keys import Keys
from ivr.sound.prompts.naming import slug
from ivr.sound.prompts.phrase import Phrase
from ivr.sound.prompts.recordings import Recording, Recordings, names_of
from ivr.sound.prompts.rendering import Renderer
from ivr.sound.prompts.speaking import Speaking
from ivr.sound.prompts.voice import Voice

__all__ = [
    "Cache",
    "CacheError",
    "Format",
    "Keys",
    "Phrase",
    "Recording",
    "Recordings",
    "Renderer",
    "Speaking",
    "Usage",
    "Voice",
    "default_folder",
    "key_of",
    "names_of",
    "slug",
]
