"""Steps of scripts/build_roads.py: from installed packages to the road network of the library."""
