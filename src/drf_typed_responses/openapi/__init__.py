"""What does OpenAPI mean? Pure functions over documents, without Django.

Whatever two rooms need to know of the specification stands here, once.
"""
