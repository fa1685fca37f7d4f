"""Importers carry a publisher's tables over into the project's own form under `factors/`.

Comes in: the files of one release as the publisher gives them out. Goes out: the text of one table
of the library, and what is wrong with the files as problems. They run by hand when a release is
taken in; nothing that computes a result imports them.
"""
