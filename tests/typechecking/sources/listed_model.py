# A class whose serializer is in another module than the call; see `listed_call.py`.


class Book: ...
