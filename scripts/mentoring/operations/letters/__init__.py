"""Letters before their text is written: who gets which, and with what facts.

An edition and a day come in; letters go out, which `render/letters/` writes. Open `letter.py`
first; `announce.py`, `remind.py` and `close.py` choose the letters.
"""
