"""The letter (告知书) on an objection, as a page that can be printed."""
