"""Models, presets and advice as data, read from resources."""
