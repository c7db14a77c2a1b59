"""Is every value of one schema a value of another? Where not, which are missing?"""
