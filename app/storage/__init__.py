"""The only place with files, SQLite and the keyring."""
