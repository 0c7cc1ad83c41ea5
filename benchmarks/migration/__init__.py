"""A migration made up from nothing: two captures, what was done to the second one, and what finding it out costs."""
