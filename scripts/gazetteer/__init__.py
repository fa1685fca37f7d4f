"""The parts of scripts/build_gazetteer.py: each source becomes rows, and rows become one file."""
