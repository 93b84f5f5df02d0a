// The call pad: joins what is heard, who calls, the work order and the wrap-up. Everything can be done by keys.

import { ask } from "../confirm.js";
import { register } from "../keys.js";
import { element, send } from "./api.js";
import { watchCandidates } from "./candidates.js";
import { keepDraft } from "./draft.js";
import { watchOrder } from "./order.js";

const SHOWN_MS = 6000;
const pad = document.getElementById("pad");
const heard = document.getElementById("heard");
const caller = document.getElementById("caller");
const end = document.getElementById("end");
let hiding = 0;

const candidates = watchCandidates(pad, heard, { say, trouble });
const draft = keepDraft(pad, {
  read: () => ({ text: heard.value, caller: caller.value }),
  write: (call) => { heard.value = call.text; caller.value = call.caller; candidates.ask(); },
  tell: (words) => { document.getElementById("saved").textContent = words; },
});
const order = watchOrder(pad, heard, caller, { flush: draft.flush, say });

heard.addEventListener("input", () => { draft.changed(); candidates.changed(); });
caller.addEventListener("input", draft.changed);
document.getElementById("caller-form").addEventListener("submit", (event) => { event.preventDefault(); look(); });
end.addEventListener("submit", (event) => { event.preventDefault(); wrapUp(); });
document.getElementById("new-call").addEventListener("click", async (event) => {
  event.preventDefault();
  await draft.flush().catch(() => null);
  location.assign("/desk/calls/?new=1");
});

const keys = { F2: () => heard.focus(), F4: () => { caller.focus(); caller.select(); }, F9: order.open };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key] || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  keys[event.key]();
});
heard.addEventListener("keydown", async (event) => {
  if (event.key !== "Escape" || event.isComposing || !heard.value) return;
  event.preventDefault();
  if (!(await ask("清空听到的话？已采用和已建的工单不受影响。", "清空"))) return;
  heard.value = "";
  draft.changed();
  candidates.ask();
});
register("Ctrl+Enter", "收尾", () => {
  if (end.contains(document.activeElement)) wrapUp();
  else (end.querySelector("[name=outcome]:checked") || end.querySelector("[name=outcome]")).focus();
});
for (const [key, title] of [["F2", "回到听到的话"], ["F4", "来电号码"], ["F8", "都不是"], ["F9", "建工单"]]) register(key, title, () => null);

heard.focus();
heard.setSelectionRange(heard.value.length, heard.value.length);
if (heard.value) candidates.ask();
if (new URLSearchParams(location.search).has("caller") && caller.value) {
  history.replaceState(null, "", "/desk/calls/?new=1");
  look();
  draft.changed();
}

async function look() {
  const box = document.getElementById("caller-known");
  box.textContent = "";
  if (!caller.value.trim()) return;
  try {
    const answer = await send(`/desk/calls/${pad.dataset.call}/caller`, { number: caller.value });
    show(box, answer.caller);
  } catch (refused) {
    box.append(element("p", "fault", refused.message));
  }
}

function show(box, known) {
  if (!known.tickets.length && !known.calls.length) {
    box.append(element("p", "quiet", "这个号码没有留下过工单，也没有来过电话。"));
  }
  for (const ticket of known.tickets) {
    const line = element("p", "known");
    const link = element("a", "", `${ticket.title || ticket.type}`);
    link.href = ticket.href;
    link.target = "_blank";
    link.rel = "noopener";
    line.append(element("span", "tag", ticket.status), " ", link, element("span", "known-more", `${ticket.received} · ${ticket.department || "未定单位"} · ${ticket.number}`));
    box.append(line);
  }
  for (const call of known.calls) {
    const line = element("p", "known");
    line.append(element("span", "tag tag-off", call.outcome), ` ${call.text || "没有记下内容"}`, element("span", "known-more", [call.at, call.remark].filter(Boolean).join(" · ")));
    box.append(line);
  }
}

async function wrapUp() {
  const fault = document.getElementById("end-fault");
  const button = end.querySelector("button");
  const outcome = end.querySelector("[name=outcome]:checked");
  if (button.disabled) return;
  button.disabled = true;
  fault.hidden = true;
  try {
    await draft.flush();
    await send(`/desk/calls/${pad.dataset.call}/end`, {
      outcome: outcome ? outcome.value : "", remark: end.elements.remark.value, text: heard.value, version: draft.version(),
    });
    draft.over();
    location.assign("/desk/calls/?new=1");
  } catch (refused) {
    fault.textContent = refused.message;
    fault.hidden = false;
    button.disabled = false;
    if (refused.code === "remark") end.elements.remark.focus();
  }
}

function say(words) {
  const place = document.getElementById("done");
  place.textContent = words;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, SHOWN_MS);
}

function trouble(words) {
  const place = document.getElementById("trouble");
  place.textContent = words;
  place.hidden = !words;
}
