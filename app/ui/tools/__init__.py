"""Tools for the person: their servers, which of them a conversation may call, and what they are doing."""
