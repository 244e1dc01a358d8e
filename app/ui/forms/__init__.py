"""Forms that are made from model cards."""
