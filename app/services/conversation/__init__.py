"""What is said: conversations, requests for answers, tools in between, what it costs."""
