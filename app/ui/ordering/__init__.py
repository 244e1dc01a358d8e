"""What every page that makes something has: which model, its form, its price, many orders at once."""
