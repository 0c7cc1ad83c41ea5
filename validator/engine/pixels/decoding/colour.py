"""Colours of the same space on both sides (PS3.3 C.7.6.3.1.2)."""

from typing import Any

import numpy as np
import numpy.typing as npt

RED_OF_CR, GREEN_OF_CB, GREEN_OF_CR, BLUE_OF_CB = 1.402, 0.344136, 0.714136, 1.772


def rgb_of(values: npt.NDArray[Any], bits: int) -> npt.NDArray[np.int64]:
    """YBR_FULL as RGB, rounded to whole numbers and kept within ``bits``."""
    luma, blue, red = (values[..., place].astype(np.float64) for place in range(3))
    middle = float(1 << (bits - 1))
    blue, red = blue - middle, red - middle
    colours = np.stack(
        [luma + RED_OF_CR * red, luma - GREEN_OF_CB * blue - GREEN_OF_CR * red, luma + BLUE_OF_CB * blue], axis=-1
    )
    return np.clip(np.floor(colours + 0.5), 0, (1 << bits) - 1).astype(np.int64)
