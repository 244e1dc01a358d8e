"""Provider profiles: dialog, first run, switcher."""
