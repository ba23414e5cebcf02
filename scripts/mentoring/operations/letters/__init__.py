"""Letters before their text is written: who gets which, with what facts, and until when it holds.

An edition and a day come in; letters go out, which `render/letters/` writes. Open `letter.py`
first: its table lists the kinds. `announce.py`, `remind.py` and `close.py` choose them.
"""
