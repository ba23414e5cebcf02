"""Discussion groups for networking events: meet many, from elsewhere, and not one's own partner."""
