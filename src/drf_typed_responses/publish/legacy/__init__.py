"""Hand-written documents (JSON), merged into the generated one.

A folder holds files of any name and depth. A path document is a part of an OpenAPI document
(`{"paths": {...}, "components": {...}}`) or the mapping of paths alone (`{"/teams/": {...}}`).
Every other file is a part that path documents refer to (`"$ref": "paths/teams.json"`).
"""

from .merging import merged, unresolved_in
from .loading import Legacy, read_legacy

__all__ = ["Legacy", "merged", "read_legacy", "unresolved_in"]
