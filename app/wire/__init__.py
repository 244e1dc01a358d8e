"""The vocabulary of HTTP without HTTP: requests and answers as values."""
