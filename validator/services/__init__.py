"""The use cases: the only place that joins models and engine. Each takes the ``actor`` who asks."""
