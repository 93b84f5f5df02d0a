// The queue and the list: walking through it with keys, rows that keep up with what others do.

import { register } from "../keys.js";
import { fresh, listen } from "./live.js";

const LAST = "shuangliao.desk.last";
const AGAIN_MS = 5 * 60 * 1000;
const live = document.getElementById("live");
const word = document.getElementById("live-word");
let waiting = 0;

const links = () => [...live.querySelectorAll("[data-line]")];

for (const [keys, step] of [["j", 1], ["ArrowDown", 1], ["k", -1], ["ArrowUp", -1]]) {
  const title = keys === "j" ? "下一行（或 ↓）" : keys === "k" ? "上一行（或 ↑）" : "";
  register(keys, title, () => walk(step));
}
register("g n", "打开最急的一件", () => { const first = links()[0]; if (first) first.click(); });

live.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-number]");
  if (!row) return;
  remember(row.dataset.number);
  if (!event.target.closest("a") && !String(getSelection())) row.querySelector("[data-line]").click();
});
live.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[data-number]");
  if (row) remember(row.dataset.number);
});

const filter = document.getElementById("filter");
if (filter && matchMedia("(max-width: 43.99rem)").matches) filter.open = false;
comeBack();
listen(() => { soon(300); }, () => soon(0));
setInterval(() => soon(0), AGAIN_MS);

function walk(step) {
  const all = links();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

/** Back from a ticket: the row one came from has the focus again. */
function comeBack() {
  const number = recall();
  const flash = document.querySelector(".flash-done, .flash-wrong");
  const link = number && live.querySelector(`tr[data-number="${number}"] [data-line]`);
  if (link && !flash && document.activeElement === document.body) link.focus({ preventScroll: false });
}

function soon(wait) {
  clearTimeout(waiting);
  waiting = setTimeout(renew, wait);
}

async function renew() {
  if (document.hidden || document.querySelector("dialog[open]")) return;
  const page = await fresh();
  const found = page && page.getElementById("live");
  if (!found) return;
  const typing = live.contains(document.activeElement) && document.activeElement.matches("input");
  if (typing) {
    soon(3000);
    return;
  }
  const before = versions(live);
  const after = versions(found);
  const changed = [...after].filter(([number, version]) => before.get(number) !== version).map(([number]) => number);
  const isSame = !changed.length && before.size === after.size;
  const here = document.activeElement.closest && document.activeElement.closest("tr[data-number]");
  const place = links().indexOf(document.activeElement);
  live.replaceChildren(...found.childNodes);
  document.title = page.title;
  if (here) focusAgain(here.dataset.number, place);
  if (isSame) return;
  for (const number of changed) {
    const row = live.querySelector(`tr[data-number="${number}"]`);
    if (row) row.classList.add("is-fresh");
  }
  word.textContent = changed.length ? `待办有变化：${changed.length}件有更新` : "待办有变化：有的已经办走";
}

function focusAgain(number, place) {
  const all = links();
  const same = live.querySelector(`tr[data-number="${number}"] [data-line]`);
  const next = same || all[Math.min(place, all.length - 1)];
  if (next) next.focus({ preventScroll: true });
}

function versions(root) {
  return new Map([...root.querySelectorAll("tr[data-number]")].map((row) => [row.dataset.number, row.dataset.version]));
}

function remember(number) {
  try { sessionStorage.setItem(LAST, number); } catch (refused) { /* then nothing is remembered */ }
}

function recall() {
  try { return sessionStorage.getItem(LAST); } catch (refused) { return null; }
}
