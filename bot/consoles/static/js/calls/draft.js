// What was typed is kept every few seconds; a second tab of the same call is noticed, never overwritten.

import { Refused, send } from "./api.js";

const EVERY_MS = 2000;

/** `read` gives what stands on the pad, `write` puts another tab's text there, `tell` shows a word on saving. */
export function keepDraft(pad, { read, write, tell }) {
  let version = Number(pad.dataset.version);
  let kept = JSON.stringify(read());
  let timer = 0;
  let running = Promise.resolve();
  let is_over = false;

  function changed() {
    if (!is_over && !timer) timer = setTimeout(() => { timer = 0; flush().catch(() => null); }, EVERY_MS);
  }

  /** Save now; `force` begins the call even if nothing is written yet. */
  function flush(force = false) {
    running = running.catch(() => null).then(() => save(force));
    return running;
  }

  async function save(force = false) {
    const now = read();
    const written = JSON.stringify(now);
    const is_empty = !now.text.trim() && !now.caller.trim();
    if (is_over || (version ? written === kept : is_empty && !force)) return;
    try {
      const answer = await send(`/desk/calls/${pad.dataset.call}/draft`, Object.assign({ version }, now));
      version = answer.call.version;
      kept = written;
      tell("已保存");
    } catch (refused) {
      await failed(refused);
    }
  }

  async function failed(refused) {
    if (refused instanceof Refused && refused.code === "changed") return settle(refused.values.call);
    tell(refused.code === "over" || refused.status === 404 ? refused.message : `没有保存：${refused.message}`);
    if (refused.code !== "over" && refused.status !== 404) changed();
    throw refused;
  }

  async function settle(theirs) {
    const box = document.getElementById("two-tabs");
    document.getElementById("other-text").textContent = theirs.text || "（空）";
    box.returnValue = "";
    await new Promise((resolve) => {
      box.addEventListener("close", resolve, { once: true });
      box.showModal();
    });
    version = theirs.version;
    if (box.returnValue === "theirs") {
      write(theirs);
      kept = JSON.stringify(read());
    } else {
      await save();
    }
  }

  function leave() {
    const now = read();
    if (is_over || JSON.stringify(now) === kept) return;
    const path = `/desk/calls/${pad.dataset.call}/draft`;
    send(path, Object.assign({ version }, now), { keepalive: true }).then((a) => {
      version = a.call.version;
      kept = JSON.stringify(now);
    }).catch(() => null);
  }

  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  window.addEventListener("pagehide", leave);

  return {
    changed,
    flush,
    version: () => version,
    over: () => { is_over = true; },
  };
}
