"""The leak audit: searches the built site for anything that identifies a person in `data/`.

`layers` reads every kind of file, `search` finds all spellings of all people at once and assesses
them in context, and `audit` goes through a site. `people.personal_fields` says what to look for.
"""
