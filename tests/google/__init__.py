"""A local Google: the parts of Sheets v4, Drive v3 and OAuth that clients use, over real HTTP."""
