"""Which JSON values does a schema stand for?"""
