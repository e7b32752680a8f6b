"""The studio: a local web page on which scenarios are made, played and compared without a terminal.

The process that serves pages computes nothing: forms are made and scenarios read in short-lived processes with limits
(`desk.py`), and runs are played in processes of their own (`player.py`), so that no scenario can hold up others.
"""
