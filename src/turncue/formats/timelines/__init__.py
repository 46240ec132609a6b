"""Timelines for video editors: the turns of a document as markers or as a cut, exact to the frame."""
