"""
Call records into a file, from the command line.

The rule: the address of a file may be on another host, and goes there without the platform's credentials.
"""
