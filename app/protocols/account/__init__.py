"""Wire formats of accounts: models, balance, prices."""
