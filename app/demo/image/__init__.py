"""The picture families of the demo gateway, each in the form in which relays offer it."""
