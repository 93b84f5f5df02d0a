"""Rooms of the program joined from services and the adapters they ask for; `bot.bootstrap` joins the rooms."""
