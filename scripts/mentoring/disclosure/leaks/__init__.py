"""The leak audit: searches the built site for anything that identifies a person in `data/`.

`fields` says what each field of a record holds, `forms` in which ways it could stand in a text,
`index` looks for all of that at once, `layers` reads every kind of file, `judging` decides in
context, and `audit` goes through a site.
"""
