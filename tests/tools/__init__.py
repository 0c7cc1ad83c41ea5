"""Tests of what makes the artefacts."""
