"""The staff's pages about tickets: queue, lists, one ticket with its moves, news while a page is open."""
