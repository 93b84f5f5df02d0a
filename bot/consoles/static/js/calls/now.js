// The calls that go on: the page asks for itself again while it is looked at; a new or ended call is said aloud.

import { fresh } from "../tickets/live.js";

const EVERY_MS = 4000;
const live = document.getElementById("live");
const word = document.getElementById("now-word");

async function renew() {
  if (document.hidden) return;
  const page = await fresh();
  const found = page && page.getElementById("live");
  if (!found) return;
  const before = calls(live);
  const after = calls(found);
  live.replaceChildren(...found.childNodes);
  if (before !== after) word.textContent = `正在通话 ${live.querySelectorAll("[data-call]").length} 通`;
}

function calls(root) {
  return [...root.querySelectorAll("[data-call]")].map((row) => row.dataset.call).join();
}

setInterval(renew, EVERY_MS);
document.addEventListener("visibilitychange", renew);
