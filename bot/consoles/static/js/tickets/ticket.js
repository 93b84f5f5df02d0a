// One ticket: a key for each move, Ctrl+Enter, canned texts, a word when somebody else was quicker.

import { register } from "../keys.js";
import { fresh, listen } from "./live.js";

const ticket = document.querySelector(".ticket");
const moves = document.querySelector(".moves");
let isLeaving = false;

for (const move of document.querySelectorAll("[data-move]")) {
  register(move.dataset.move, move.dataset.title, () => (move.tagName === "DETAILS" ? open(move) : move.requestSubmit()));
}
register("Ctrl+Enter", "提交正在填写的表单", submitHere);
register("g n", "下一件", () => document.querySelector("[data-next]").click());

for (const box of document.querySelectorAll("details.move")) {
  box.addEventListener("toggle", () => { if (box.open) closeOthers(box); });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    box.open = false;
    box.querySelector("summary").focus();
  });
}
for (const choice of document.querySelectorAll("[data-canned]")) {
  choice.closest(".canned").hidden = false;
  choice.addEventListener("change", () => fill(choice));
}
document.addEventListener("submit", () => { isLeaving = true; });
window.addEventListener("pageshow", () => { isLeaving = false; });
window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && isTouched()) event.preventDefault();
});
document.getElementById("news-load").addEventListener("click", () => location.assign(ticket.dataset.path || `/desk/tickets/${ticket.dataset.ticket}`));
begin();
listen(heard, look);

/** Where the eye should be: at what went wrong, or at the word that it was done. */
function begin() {
  const fault = moves.querySelector(".move-form .flash-wrong");
  const flash = document.querySelector("main > .flash") || document.getElementById("stranded");
  if (fault) {
    focusFirst(fault.closest(".move"));
  } else if (flash) {
    flash.tabIndex = -1;
    flash.focus({ preventScroll: true });
  }
}

function open(box) {
  box.open = true;
  focusFirst(box);
}

function focusFirst(box) {
  box.scrollIntoView({ block: "nearest" });
  const field = box.querySelector("textarea, select:not([data-canned]), input:not([type=hidden])") || box.querySelector("form button");
  field.focus();
}

function closeOthers(box) {
  for (const other of document.querySelectorAll("details.move[open]")) {
    if (other !== box) other.open = false;
  }
}

function submitHere() {
  const here = document.activeElement.closest("form[method=post]") || document.querySelector("details.move[open] form");
  if (here) here.requestSubmit();
}

function fill(choice) {
  const chosen = choice.selectedOptions[0].dataset.fill;
  if (!chosen) return;
  const form = choice.closest("form");
  let first = null;
  for (const [name, text] of Object.entries(JSON.parse(chosen))) {
    const field = form.elements[name];
    const before = field.value.trim();
    field.value = before && !before.includes(text) ? `${before}\n${text}` : text;
    first = first || field;
  }
  choice.selectedIndex = 0;
  const gap = first.value.indexOf("◯");
  first.focus();
  if (gap >= 0) first.setSelectionRange(gap, first.value.slice(gap).search(/[^◯]|$/) + gap);
}

function isTouched() {
  return [...document.querySelectorAll("textarea")].some((field) => !field.readOnly && field.value !== field.defaultValue);
}

function heard(news) {
  if (news.number === ticket.dataset.ticket && news.version > Number(ticket.dataset.version)) {
    tell(`${news.who}刚刚做了“${news.what}”，现在是“${news.status}”。`);
  }
}

/** After a break in the line: has it changed meanwhile? */
async function look() {
  const page = await fresh();
  const now = page && page.querySelector(".ticket");
  if (now && Number(now.dataset.version) > Number(ticket.dataset.version)) tell("这一件刚刚有变化。");
}

function tell(text) {
  document.getElementById("news-word").textContent = `${text}${isTouched() ? "已填写的内容提交时会保留。" : ""}`;
  document.getElementById("news").hidden = false;
}
