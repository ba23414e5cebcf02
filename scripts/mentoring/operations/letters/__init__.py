"""Letters before their text is written: who gets which, with what facts, and until when it holds.

An edition and a day come in; letters go out, for `render/letters/` to write. Begin with `letter.py`,
whose table lists the kinds, then `announce.py`, `remind.py` and `close.py`, which choose them.
"""
