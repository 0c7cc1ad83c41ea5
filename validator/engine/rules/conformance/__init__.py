"""What an instance's IOD demands of it, and where the instance differs; the IOD rules say it in words."""
