"""The two kinds of heavy work, judging mails and deriving requests, and a second process that takes half of it.

`judge.Judging` and `derive.Deriving` say what is done, as plain functions of picklable values. `share.Share` has it
done here, or also beside here (`helper`, `process`) where there is much of it and a core is free; the results are the
same, whoever made them.
"""
