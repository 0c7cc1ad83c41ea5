"""Tests of the room where the tables of the standard are built."""
