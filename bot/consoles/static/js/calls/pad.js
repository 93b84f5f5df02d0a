// The call pad: joins what is heard, who calls, the work order and the wrap-up. Everything can be done by keys.

import { ask } from "../confirm.js";
import { register } from "../keys.js";
import { send } from "./api.js";
import { watchCaller } from "./caller.js";
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
const order = watchOrder(pad, heard, caller, { flush: (force) => draft.flush(force), changed: () => draft.changed(), say });
writeBegun(JSON.parse(pad.dataset.unfinished));
const draft = keepDraft(pad, {
  read: () => ({ text: heard.value, caller: caller.value, outcome: outcome(), remark: end.elements.remark.value, orders: order.read() }),
  write: (state) => { heard.value = state.text; caller.value = state.caller; writeBegun(state); candidates.ask(); },
  tell: (words) => { document.getElementById("saved").textContent = words; },
});

document.addEventListener("door", (event) => {
  const place = document.getElementById("signed-out");
  const is_back = event.detail && !place.hidden;
  place.hidden = event.detail;
  if (is_back) candidates.ask();
});
heard.addEventListener("input", () => { draft.changed(); candidates.changed(); });
caller.addEventListener("input", draft.changed);
const look = watchCaller(pad, caller);
end.addEventListener("input", draft.changed);
end.addEventListener("submit", (event) => { event.preventDefault(); wrapUp(); });
document.getElementById("new-call").addEventListener("click", (event) => { event.preventDefault(); nextCall(); });

const keys = { F2: () => heard.focus(), F4: () => { caller.focus(); caller.select(); }, F9: order.open };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key] || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.code !== "KeyN" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  nextCall();
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
for (const [key, title] of [["F2", "回到听到的话"], ["F4", "来电号码"], ["F8", "都不是"], ["F9", "建工单"], ["Alt+N", "新的来电"]]) register(key, title, () => null);

heard.focus();
heard.setSelectionRange(heard.value.length, heard.value.length);
if (heard.value) candidates.ask();
if (new URLSearchParams(location.search).has("caller") && caller.value) {
  history.replaceState(null, "", "/desk/calls/?new=1");
  look();
  draft.changed();
}

/** The call stays open; what cannot be saved is not left. */
async function nextCall() {
  try {
    await draft.flush();
  } catch (refused) {
    if (refused.code !== "over" && refused.status !== 404) return trouble(`这通来电还没有保存，先不能开始新的来电：${refused.message}`);
  }
  location.assign("/desk/calls/?new=1");
}

function outcome() {
  const chosen = end.querySelector("[name=outcome]:checked");
  return chosen ? chosen.value : "";
}

/** The work order and the wrap-up, as they were left. */
function writeBegun(begun) {
  for (const one of end.querySelectorAll("[name=outcome]")) one.checked = one.value === begun.outcome;
  end.elements.remark.value = begun.remark;
  order.write(begun.orders);
}

async function wrapUp() {
  const fault = document.getElementById("end-fault");
  const button = end.querySelector("button");
  if (button.disabled || !(await mayDrop())) return;
  button.disabled = true;
  fault.hidden = true;
  try {
    await draft.flush();
    await send(`/desk/calls/${pad.dataset.call}/end`, {
      outcome: outcome(), remark: end.elements.remark.value, text: heard.value, version: draft.version(),
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

async function mayDrop() {
  return !order.isOpen() || ask("工单还没有建。现在收尾，工单里填的内容就没有了。", "不建了，收尾");
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
