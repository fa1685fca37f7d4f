"""What is published with a tender, and the lock that holds everybody to it.

In come a tender folder and the library; out go the method pack as plain data, a worked example and
test vectors that the engine itself computed, and the lock. Every figure of a published document is
taken from here, so that text and arithmetic cannot drift apart. No clock is read: dates are given.
"""
