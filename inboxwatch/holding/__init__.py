"""Holding replies: "got it, you hear from me by …", in the thread, to whom it concerns, in the requester's language.

Pure: from the original message and the rules comes the mail as it will be sent; `watch.acknowledge` sends it.
"""

from inboxwatch.holding.compose import By, Original, Wish, compose, of_mail, of_message
from inboxwatch.holding.words import WORDS

__all__ = ["WORDS", "By", "Original", "Wish", "compose", "of_mail", "of_message"]
