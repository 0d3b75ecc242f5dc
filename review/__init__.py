"""What a person touches: the command line.

Start reading at `review.cli`: one function a command.  `extracting` and `ingesting` go over sources, `tables` and
`sheets` say what is shown of many things or of one, `words` says it in words, and `formats` writes it to stdout.
"""
