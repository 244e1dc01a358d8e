"""The editor in which a film is told shot by shot."""
