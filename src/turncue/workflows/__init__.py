"""Many recordings, and the tools around turncue: batch, its ledger, watched folders, video tools, data sets, a server.

Nothing is imported here: each module is loaded when it is used, with the optional packages that it needs.
"""
