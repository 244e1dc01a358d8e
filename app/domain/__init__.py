"""What the studio talks about: values and pure functions, no Qt and no I/O."""
