"""What the engine costs, measured on files that everybody has: ``python -m benchmarks``."""
