"""The age keys of stewards, and with them an edition's secret, which opens and seals its texts."""
