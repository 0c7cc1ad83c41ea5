"""Read models of the pages about the standard: IODs with their modules, attributes and where they are used."""
