"""What scripts/build_maps.py is made of."""
