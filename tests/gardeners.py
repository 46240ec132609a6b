"""A short talk and its captions, and captions of something else."""

from __future__ import annotations

TRANSCRIPT = """# Two gardeners

**Ann Lee:** The roses came up late this year, I think it was the frost.

**Ben Ode:** It was the neighbour's goat.

**Ann Lee:** The goat again? We built a fence for four hundred euros.

**Ben Ode:** The goat has read the fence carefully and found the gate.
"""

CAPTIONS = """1
00:00:01,000 --> 00:00:04,000
The roses came up late this year,
I think it was the frost.

2
00:00:04,500 --> 00:00:07,000
It was the neighbour's goat. The goat again?

3
00:00:07,200 --> 00:00:10,000
We built a fence for four hundred euros.

4
00:00:10,400 --> 00:00:14,000
The goat has read the fence carefully
and found the gate.

"""

OTHER = """1
00:00:01,000 --> 00:00:04,000
Interest rates went down again on Monday

2
00:00:04,000 --> 00:00:08,000
although inflation remained stubborn across most industrial regions

"""
