// A talk that is only read: it goes on while one looks; an overseer may join it.

import { ask } from "../confirm.js";
import { post } from "../fetch.js";
import { LogView } from "./log_view.js";
import { listen } from "./stream.js";

const $ = (id) => document.getElementById(id);
const list = $("log");
const log = new LogView(list, Number(list.dataset.talk));
log.hasBorder = true;
log.toEnd();

if (JSON.parse(list.dataset.live)) {
  const heard = { lines: (told) => { if (told.talk === log.number) log.add(told.lines); }, queue: heardQueue };
  listen(`/desk/talks/events?read=${log.number}`, heard, (isUp) => { $("offline").hidden = isUp; }, () => false);
}

const join = $("join");
if (join) join.addEventListener("click", async () => {
  if (!(await ask("介入后，这通会话改由您接待。", "介入"))) return;
  try {
    await post(`/desk/talks/${log.number}/join`);
    location.assign("/desk/talks/");
  } catch (refused) {
    $("fault-word").textContent = refused.message;
    $("fault").hidden = false;
  }
});

let state = "";

/** Where it stands now; another state than at first is worth a word. */
function heardQueue(told) {
  const all = [...told.waiting, ...told.mine, ...told.others];
  const now = all.find((one) => one.number === log.number);
  const words = now ? `${now.operator || "waiting"}` : "over";
  if (state && state !== words) $("talk-news").hidden = false;
  state = words;
}
