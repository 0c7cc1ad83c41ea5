"""dicomcheck: what is wrong with DICOM headers, and which hop of a chain changed them."""

__version__ = "0.1.0"
