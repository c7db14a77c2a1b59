"""Hand-written documents (JSON files), which are merged into the generated document.

The setting LEGACY names a folder. Its files may have any name, in any subfolder. A path document is
a part of an OpenAPI document (`{"paths": {...}, "components": {...}}`) or a mapping of paths alone
(`{"/teams/": {...}}`). Path documents refer to the other files (`"$ref": "paths/teams.json"`).
"""

from .merging import merged, unresolved_in
from .reading import Legacy, read_legacy

__all__ = ["Legacy", "merged", "read_legacy", "unresolved_in"]
