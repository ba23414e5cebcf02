"""Form groups at events, so that guests meet people of other experiments; see `arrange.py`."""
