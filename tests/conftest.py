"""The profiles of Hypothesis (HYPOTHESIS_PROFILE), and fixtures for all tests."""

import os
import signal

from hypothesis import HealthCheck, settings

from drf_typed_responses.output.places import ROOTS

pytest_plugins = ["quick", "workers"]

EXAMPLES = 50
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

# The same examples on every machine, so that a suite that passed on one passes on another.
settings.register_profile(
    "default",
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=True,
    suppress_health_check=SLOW,
    derandomize=True,
)
# The version matrix runs the suite many times over.
settings.register_profile("matrix", settings.get_profile("default"), max_examples=15)
# New examples each time.
settings.register_profile(
    "nightly",
    settings.get_profile("default"),
    max_examples=100 * EXAMPLES,
    derandomize=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A CI server names its checkout, which the projects that tests make are not part of.
for _name in ROOTS:
    os.environ.pop(_name, None)

# A shell starts a background process with Ctrl-C ignored, and its children inherit that: tests
# that end a server by Ctrl-C would wait forever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
