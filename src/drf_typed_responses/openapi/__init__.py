"""The OpenAPI specification as pure functions over documents, without Django.

Each fact of the specification that two packages need is written here, once.
"""
