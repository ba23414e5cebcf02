"""Matching: the best pairs with a proof and explanations, and repairs that move few people.

The input is an edition as a sealed `Instance`, which names people by id only. The output is the
best pairs, their proof, and what any other outcome would cost. Read `instance/instance.py` first,
then `solver/search.py`. `proof.py` shares no code with the solver.
"""
