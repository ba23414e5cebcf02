"""Who is paired with whom: jointly optimal, proven, explained, and repaired with least disturbance.

Everything here works on the sealed `Instance`, which names people by id alone. `solve` finds the
best outcome and its proof; `verify` checks the proof and shares no code with `solve`.
"""
