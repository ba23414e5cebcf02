"""Files without their meaning: strict YAML and JSON, careful reading, atomic writing."""
