"""The JSON API below /api: what the desk shows, for programs.

Start reading at `router.py`: one line a part; what the parts answer is in the `*_models.py`.
"""
