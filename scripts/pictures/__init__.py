"""The pictures of the guides: what is run, what is drawn of it, and with which program."""
