"""Tests of the starter content."""
