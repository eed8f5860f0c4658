"""How well exports are read that nobody who works on recognition has seen: files of many systems, with the truth of each.

`dev.yaml` and `held_out.yaml` describe the exports; `python -m tests.evaluation.unseen_exports` writes them, has them read and
prints the figures. Nothing here shares a word list with the package.
"""
