"""Hostile inputs for every reader: `python -m tests.fuzz --minutes 30` mends valid files for the worse and has them checked.

No input may end in a traceback, break the account, take over five seconds or over 512 MB.
"""
