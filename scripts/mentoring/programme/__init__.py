"""One edition of the programme: its dates, rules and forms. Nothing here knows a person."""
