"""What goes wrong when a value cannot be said."""


class WordingError(ValueError):
    """A value, an option or a language that cannot be said aloud.

    The text names the format, what was wrong and how to mend it. It never quotes the value itself: a digit string may
    be somebody's code or phone number, and error texts end in logs.
    """
