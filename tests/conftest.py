"""How hard the property tests work, by HYPOTHESIS_PROFILE, and what every test may rely on."""

import os
import signal

from hypothesis import HealthCheck, settings

pytest_plugins = ["quick", "workers"]

EXAMPLES = 50
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

# The same examples for everybody: a suite that passed on one machine passes on the next.
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

# A shell starts what it puts into the background deaf to Ctrl-C, and so is every child of that:
# tests that end a server by it would wait forever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
