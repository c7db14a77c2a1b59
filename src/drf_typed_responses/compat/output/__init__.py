"""How are changes told: at a terminal, and in a changelog?"""
