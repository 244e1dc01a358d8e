"""Domain values into wire requests, wire answers into domain values; pure, without I/O."""
