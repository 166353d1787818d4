"""The command line: reads config, chooses adapters, wires all."""
