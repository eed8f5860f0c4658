"""Builds the chronology for a child case review from the agencies' own exports.

The rooms, in the order in which a record passes through them:

- `readers` bytes → tables; `recognise` which column means what; `normalise` records → events
- `linking` who is who; `correct` kinds set right by hand; `assemble` the one order and the account; `audit` what the gap rules find;
  `knowledge` who knew what when, and what the silences are
- `review` the questions that only a person can answer, and their answers as text of a case file
- `select` which entries are shown, and what is left out; `compose` what a chronology looks like; `renderers` documents and data → bytes
- `inspection` whether a written file hides anything; `verify` whether written results still fit the exports
- `pipeline` the only room that knows this order; `cli` the command line, the only room that ends the program

What they all stand on: `model` (the nouns), `case`, `profile` and `rule` (the three kinds of definition file, read through
`definitions`), `dates`, `when` and `calendar`, `people`, `identifiers`, `narrative`, `kinds`, `key_events`, `sectors`, `words`, `issues`
(trouble with the data), `supplied` (which exports count as evidence), `errors` (why a run stops), `processes`; `report` and
`document` are what passes to the printers.
"""

__version__ = "0.1.0"
