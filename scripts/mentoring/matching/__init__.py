"""Who is paired with whom: jointly optimal, proven, explained, and repaired with least disturbance.

In comes an edition as a sealed `Instance`, which names people by id alone; out go the best pairs
with their proof, and what any other outcome would cost. Open `instance/instance.py` first, then
`solver/search.py`; `proof/verify.py` shares no code with the solver.
"""
