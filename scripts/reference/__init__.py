"""The generated reference: one module for each page of docs/reference/.

In comes what the code and the library already know; out goes Markdown, the same on every machine.
"""
