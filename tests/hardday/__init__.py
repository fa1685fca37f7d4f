"""Tests of the hard day: what surrounds a run goes wrong, or somebody means harm."""
