"""Builds the tables of the standard that the engine carries, offline, from pinned packages and overlays of ours."""
