"""The leak audit: whether anything in the built site tells who somebody in `data/` is.

`fields` says what each field of a record holds, `forms` in which ways it could stand in a text,
`index` looks for all of that at once, `layers` reads every kind of file, `judging` decides in
context, and `audit` goes through a site.
"""
