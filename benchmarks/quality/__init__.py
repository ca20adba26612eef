"""How good translations are, how quick, and which language a text is in.

Scorers are pure. What a mistake means at a desk decides what is counted: a wrong number, date, name
or a lost "not" is critical; another wording is not (docs/quality.md).
"""
