"""Measures this server beside others: `python -m bench`, `make bench`. Linux only."""
