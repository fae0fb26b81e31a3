"""NetSuite's REST web services on this machine: records, lists, jobs and tokens, in the shapes that NetSuite sends."""
