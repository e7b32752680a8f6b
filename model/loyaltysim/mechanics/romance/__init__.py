"""Romance: gestures, events, rituals, secrets and restraint."""
