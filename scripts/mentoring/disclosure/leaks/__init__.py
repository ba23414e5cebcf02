"""The leak audit: searches the built site for anything that identifies a person in `data/`.

`fields` says what each field of a record holds, `index` searches for all its spellings at once,
`layers` reads every kind of file, `assess` decides in context, and `audit` goes through a site.
"""
