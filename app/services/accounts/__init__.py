"""What gateways say of accounts: balances, prices, keys, logs."""
