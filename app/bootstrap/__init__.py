"""The only place that knows everybody: builds every object once and hands it to who needs it."""
