"""A new pair after a drop-out, a refusal or a late arrival, with the least disturbance."""
