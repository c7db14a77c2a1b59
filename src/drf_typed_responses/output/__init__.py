"""How are findings and changes printed? One table of formats, for every command."""
