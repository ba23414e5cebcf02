"""New pairs after a drop-out, a refusal or a late arrival, with as few changes as possible."""
