"""The work: jobs in the database decide everything, messages are hints."""
