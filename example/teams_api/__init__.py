"""Organizations, teams, members and projects: an API with a public and a private part."""
