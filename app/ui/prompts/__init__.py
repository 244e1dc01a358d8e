"""The library of prompts: `/` and `@` in a composer, the form of variables, and the window that keeps it."""
