"""Every kind of channel, loaded once, in the process that deliveries begin from."""

from __future__ import annotations

from apprise import Apprise

# The first address has them all loaded, whatever its kind.
Apprise.instantiate("json://localhost")
