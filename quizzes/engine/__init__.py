"""The assessment core: plain Python, values in and values out.

No Django, no database, no clock, no randomness of its own: time, seeds and policies are arguments.
It answers with codes and values, and the words people read are in templates. Numbers are exact
(`Decimal`, never `float`): a mark must come out the same today, in a regrade and in an audit.
"""
