"""What the pages show: read models over stored runs, one module a page's subject. Nothing here writes."""
