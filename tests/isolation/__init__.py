"""Does anything confidential reach somebody who may not see it? Random requests of everybody to every route.

Every confidential field of every record holds a canary: a word, sum or day that stands nowhere else. Whatever
comes back (page, JSON, CSV, workbook, redirect, header), whatever is logged, emailed or written into an event is
searched for canaries; a table of our own, which shares nothing with the service's policy, says who may see which.

`python -m tests.isolation 100000` asks so many times; a sample is in the test suite.
"""
