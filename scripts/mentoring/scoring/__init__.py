"""How well two people fit, in whole points out of 1000, and which pairs may not be at all."""
