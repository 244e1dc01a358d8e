"""What the studio can do, as coroutines without a widget."""
