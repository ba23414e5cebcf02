"""How each pair is doing: stated rules over facts, on a given day."""
