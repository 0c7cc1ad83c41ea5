"""What decoding may cost: it runs C code over bytes from anywhere."""

MIB = 1024 * 1024
LARGEST_FRAME = 1 << 26
"""Samples of one frame."""
LARGEST_PICTURE = 1 << 32
"""Samples of all frames of one instance."""
LARGEST_CODESTREAM = 256 * MIB
"""Bytes of one compressed frame."""
LARGEST_INFLATED = 64 * MIB
"""Bytes of the pixel data of a deflated data set: on both sides they are held as a whole, by the parent."""
MEMORY = 2048 * MIB
"""Address space of the child in bytes: two frames, what the decoders need for them, and the libraries."""
SECONDS = 60.0
"""Wall clock for one pair of instances, and CPU time of the child for it."""
