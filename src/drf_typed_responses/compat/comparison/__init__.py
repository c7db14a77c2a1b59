"""Which changes does a client of one document meet where another is published?"""
