"""
Google Identity Platform (Firebase Authentication) as the place where tokens come from.

Loaded when `GoogleIdentityAuth` is first named. The rule: passwords, codes and keys travel to Google's two hosts, or to
the emulator that was named, and never in a URL.
"""

from warp_client_core.google.auth import GoogleIdentityAuth
from warp_client_core.google.replies import SecondFactor

__all__ = ["GoogleIdentityAuth", "SecondFactor"]
