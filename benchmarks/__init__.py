"""Measurements as ratios to a yardstick that runs in turn on the same machine."""
