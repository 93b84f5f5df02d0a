"""The staff's pages under /desk: they translate, the services decide."""
