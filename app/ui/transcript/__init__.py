"""The conversation view: an own scroll area whose rows are Markdown blocks."""
