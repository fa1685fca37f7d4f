"""Lets `python -m carbon.cli` do what `carbon` does."""

from carbon.cli import main

main()
