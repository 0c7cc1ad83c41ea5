"""How large what people write may be."""

LARGEST_LIST = 256 * 1024
"""Bytes of a list in YAML."""
LARGEST_MAP = 8 * 1024 * 1024
"""Bytes of a value map in CSV."""
MOST_ENTRIES = 2_000
DEEPEST = 12
"""Levels of lists and mappings inside each other."""
MOST_COMPLAINTS = 100
"""After so many the rest of a list is not read: to look for the words that were meant takes its time."""
MOST_TOLD = 2 * MOST_COMPLAINTS
"""However many one entry alone gives rise to."""
LONGEST_COMPLAINT = 600
"""Characters; it may cite what stands in the list."""
LONGEST_NOTE = 200
"""Characters."""
