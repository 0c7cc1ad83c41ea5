"""What PS3.15 says of privacy, as data: which attribute a de-identification must treat, and how."""
