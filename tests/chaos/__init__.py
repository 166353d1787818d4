"""Faults on purpose. `make test` gives each a few rounds, `make chaos` all of them."""
