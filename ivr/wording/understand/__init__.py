"""Back from words to values: what a recogniser heard, or a call script says, as digits, numbers, money and days.

Every function takes the text and a language's code and answers None when the text does not clearly say such a value:
a wrong guess costs a caller more than one more question. Raises `WordingError` only for an unknown language.
"""

from ivr.wording.understand.amounts import amount, goes_on, number
from ivr.wording.understand.answers import turned_down, yes_no
from ivr.wording.understand.days import date
from ivr.wording.understand.stems import stems
from ivr.wording.understand.strings import digits, phone
from ivr.wording.understand.text import normalise

__all__ = ["amount", "date", "digits", "goes_on", "normalise", "number", "phone", "stems", "turned_down", "yes_no"]
