"""What went to a provider and what came back, to be read and copied."""
