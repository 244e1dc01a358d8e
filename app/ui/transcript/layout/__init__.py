"""Where messages and rows stand: heights, the anchor, the selection."""
