// The lists beside the talks: who waits, which talks are mine, what colleagues lead.

import { copyOf, fill, keep } from "./elements.js";

const $ = (id) => document.getElementById(id);

/** Who waits, emergencies first; `acts` has take, join, transfer. */
export function showWaiting(waiting, acts) {
  $("waiting-count").textContent = waiting.length;
  $("waiting-none").hidden = waiting.length > 0;
  keep($("waiting"), waiting, (one) => one.number, (one) => item("waiting-template", one.number, acts), (root, one) => {
    root.talk = one;
    root.classList.toggle("is-urgent", one.is_urgent);
    root.classList.toggle("is-for-me", one.is_for_me);
    fill(root, "reason", one.reason);
    root.querySelector('[data-slot="reason"]').classList.toggle("tag-wrong", one.is_urgent);
    fill(root, "channel", one.channel);
    fill(root, "place", `第${one.place}位`);
    fill(root, "item", one.item);
    fill(root, "note", one.is_for_me ? `转给您：${one.note || "没有留言"}` : one.for ? `转给${one.for}` : "");
    root.querySelector('[data-slot="since"]').dataset.since = one.since;
    const take = root.querySelector("[data-act]");
    if (take) take.setAttribute("aria-label", `${take.textContent}：第${one.place}位，${one.reason}，${one.channel}`);
  });
}

/** My talks with what was said last and how much of it is unread. */
export function showMine(panes, active, acts) {
  $("mine-count").textContent = panes.length;
  $("mine-none").hidden = panes.length > 0;
  keep($("mine"), panes, (pane) => pane.number, (pane) => item("mine-template", pane.number, acts), (root, pane, at) => {
    root.talk = pane.talk;
    const button = root.querySelector("button");
    button.setAttribute("aria-current", String(pane.number === active));
    root.classList.toggle("is-urgent", pane.talk.is_urgent);
    fill(root, "key", at < 9 ? `Alt+${at + 1}` : "");
    fill(root, "who", pane.talk.who || pane.talk.channel);
    fill(root, "unread", pane.unread ? `${pane.unread}条未读` : "");
    fill(root, "last", pane.isOver ? "已不在您这里" : pane.lastWords);
  });
}

/** What colleagues lead; overseers see it. */
export function showOthers(others, acts) {
  const list = $("others");
  if (!list) return;
  $("others-count").textContent = others.length;
  $("others-none").hidden = others.length > 0;
  keep(list, others, (one) => one.number, (one) => item("others-template", one.number, acts), (root, one) => {
    root.talk = one;
    fill(root, "operator", one.operator);
    fill(root, "reason", one.reason);
    root.querySelector('[data-slot="reason"]').classList.toggle("tag-wrong", one.is_urgent);
    fill(root, "channel", one.channel);
    fill(root, "item", one.item);
    root.querySelector('[data-slot="since"]').dataset.since = one.since;
    const read = root.querySelector('[data-slot="read"]');
    read.href = `/desk/talks/${one.number}`;
    read.hidden = false;
    read.textContent = "查看";
    read.setAttribute("aria-label", `查看${one.operator}的会话`);
  });
}

function item(template, number, acts) {
  const root = copyOf(template);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) acts[button.dataset.act](root.talk, button);
  });
  return root;
}
