// Who calls: what is known of a number. The newest stays in sight, the rest opens on demand.

import { element, send } from "./api.js";

const IN_SIGHT = 3;

/** Looks when the form is sent; returns the same for others to call. */
export function watchCaller(pad, caller) {
  const box = document.getElementById("caller-known");
  document.getElementById("caller-form").addEventListener("submit", (event) => { event.preventDefault(); look(); });

  async function look() {
    box.textContent = "";
    const number = caller.value;
    if (!number.trim()) return;
    try {
      const answer = await send(`/desk/calls/${pad.dataset.call}/caller`, { number });
      if (caller.value === number) show(answer.caller);
    } catch (refused) {
      if (caller.value === number) box.replaceChildren(element("p", "fault", refused.message));
    }
  }

  function show({ tickets, calls }) {
    box.textContent = "";
    if (!tickets.length && !calls.length) box.append(element("p", "quiet", "这个号码没有留下过工单，也没有来过电话。"));
    const lines = tickets.map(ticketLine);
    box.append(...lines.slice(0, IN_SIGHT));
    if (lines.length > IN_SIGHT) box.append(folded(`其余 ${lines.length - IN_SIGHT} 件工单`, lines.slice(IN_SIGHT)));
    if (calls.length) box.append(folded(`来过 ${calls.length} 次电话，最近 ${calls[0].at}`, calls.map(callLine)));
  }

  return look;
}

function ticketLine(ticket) {
  const line = element("div", "known");
  const link = element("a", "", ticket.title || ticket.type);
  link.href = ticket.href;
  link.target = "_blank";
  link.rel = "noopener";
  const what = element("p", "known-what");
  what.append(element("span", "tag", ticket.status), " ", link);
  line.append(what, element("p", "known-more", `${ticket.received} · ${ticket.department || "未定单位"} · ${ticket.number}`));
  return line;
}

function callLine(call) {
  const line = element("div", "known");
  const what = element("p", "known-what");
  what.append(element("span", "tag tag-off", call.outcome), ` ${call.text || "没有记下内容"}`);
  line.append(what, element("p", "known-more", [call.at, call.remark].filter(Boolean).join(" · ")));
  return line;
}

function folded(title, lines) {
  const more = element("details", "known-rest");
  more.append(element("summary", "", title), ...lines);
  return more;
}
