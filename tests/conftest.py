"""Property tests draw the same examples in every run; `--hypothesis-profile search` draws new ones."""

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("fixed")
