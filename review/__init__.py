"""What a person touches: the command line.

Start reading at `review.cli`: one function a command.  `runs` goes over sources, `tables` and `sheets` say what is
shown of a thing, `words` says it in words, and `formats` alone writes to stdout.
"""
