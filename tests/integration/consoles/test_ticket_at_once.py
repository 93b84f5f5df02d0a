"""Two at one ticket, and one form sent twice."""

from bot.domain.tickets.moves import Move
from tests.integration.consoles.staff_desk import Browser
from tests.integration.consoles.ticket_office import TicketOffice, form_on, sign_in


async def test_of_two_who_act_at_once_the_second_is_told_who_was_first(office: TicketOffice, clerk: Browser) -> None:
    """409; her text is still there and goes through when it is sent again."""
    ticket = await office.at("received")
    await sign_in(clerk, "officer")
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    await office.make(ticket, Move.NOTE, "operator", note="先看看")
    address = f"/desk/tickets/{ticket.number}/moves/ask_more"
    page = await clerk.send(address, form_on(page) | {"points": "几号楼几单元"})
    assert clerk.status == 409
    assert "钱话务（话务员）做了“内部备注”" in page
    assert "几号楼几单元" in page
    await clerk.send(address, form_on(page) | {"points": "几号楼几单元"})
    assert (await office.stored(ticket.number)).asked_points == ("几号楼几单元",)


async def test_what_was_typed_stays_where_the_move_is_no_longer_possible(office: TicketOffice, clerk: Browser) -> None:
    """It can be copied from the page."""
    ticket = await office.at("received")
    await sign_in(clerk, "officer")
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    await office.make(ticket, Move.WITHDRAW, "operator")
    fields = form_on(page) | {"note": "这是民事纠纷", "right_way": "去法院"}
    page = await clerk.send(f"/desk/tickets/{ticket.number}/moves/decline", fields)
    assert clerk.status == 409
    assert 'id="typed"' in page
    assert "这是民事纠纷\n去法院" in page


async def test_a_form_that_is_sent_twice_has_one_effect(office: TicketOffice, clerk: Browser) -> None:
    """Both times the page says that it was done."""
    ticket = await office.at("received")
    await sign_in(clerk, "operator")
    fields = form_on(await clerk.open(f"/desk/tickets/{ticket.number}"))
    for _ in range(2):
        page = await clerk.send(f"/desk/tickets/{ticket.number}/moves/accept", fields)
        assert clerk.status == 200
        assert "已受理。" in page
    assert (await office.stored(ticket.number)).version == ticket.version + 1


async def test_a_form_needs_its_token(office: TicketOffice, clerk: Browser) -> None:
    """Nothing happens without what our own page carries."""
    ticket = await office.at("received")
    await sign_in(clerk, "operator")
    fields = form_on(await clerk.open(f"/desk/tickets/{ticket.number}"))
    await clerk.post(f"/desk/tickets/{ticket.number}/moves/accept", fields)
    assert clerk.status == 403
    assert await office.stored(ticket.number) == ticket
