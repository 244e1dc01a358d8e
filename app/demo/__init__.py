"""The embedded demo gateway: works offline, without a key."""
