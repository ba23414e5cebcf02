"""What organisers do over the year: announce, replace, send, erase, and try it all on a demo."""
