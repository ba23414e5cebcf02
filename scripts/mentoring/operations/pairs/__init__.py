"""What happens to a pair, a step a function: pure, idempotent, and refused with what to do."""
