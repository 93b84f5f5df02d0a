// What was typed is kept every few seconds; a second tab of the same call is noticed, never overwritten.

import { Refused, send } from "./api.js";
import { unsavedOf } from "./unsaved.js";

const EVERY_MS = 2000;

/** `read` gives what stands on the pad, `write` puts another state of it there, `tell` shows a word on saving. */
export function keepDraft(pad, { read, write, tell }) {
  const unsaved = unsavedOf(pad);
  let version = Number(pad.dataset.version);
  let kept = JSON.stringify(read());
  let timer = 0;
  let running = Promise.resolve();
  let is_over = false;

  for (const left of unsaved.left()) {
    if (left.call === pad.dataset.call) {
      version = left.version;
      write(left.state);
      changed();
    } else {
      deliver(left);
    }
  }

  function changed() {
    if (is_over) return;
    unsaved.keep(version, read());
    if (!timer) timer = setTimeout(() => { timer = 0; flush().catch(() => null); }, EVERY_MS);
  }

  /** Save what another call has left in this tab; the page then shows it, or names it among those that are open. */
  async function deliver({ call, version: typedUpon, state }) {
    try {
      await send(`/desk/calls/${call}/draft`, Object.assign({ version: typedUpon }, state));
    } catch (refused) {
      if (refused.code === "changed" && !isSame(refused.values.call, state)) return location.replace(`/desk/calls/?call=${call}`);
      if (refused.code === "over" || refused.status === 404) return unsaved.forget(call);
      if (refused.code !== "changed") return; // signed out or no network: it stays for the next page
    }
    unsaved.forget(call);
    location.reload();
  }

  /** Save now; `force` begins the call even if nothing is written yet. */
  function flush(force = false) {
    running = running.catch(() => null).then(() => save(force));
    return running;
  }

  async function save(force = false) {
    const now = read();
    const written = JSON.stringify(now);
    if (is_over || (version ? written === kept : isEmpty(now) && !force)) return unsaved.forget();
    try {
      const answer = await send(`/desk/calls/${pad.dataset.call}/draft`, Object.assign({ version }, now));
      version = answer.call.version;
      saved(written);
      tell("已保存");
    } catch (refused) {
      await failed(refused);
    }
  }

  function saved(written) {
    kept = written;
    if (JSON.stringify(read()) === written) unsaved.forget();
  }

  async function failed(refused) {
    if (refused instanceof Refused && refused.code === "changed") return settle(refused.values.call);
    const is_lost = refused.code === "over" || refused.status === 404;
    tell(is_lost ? refused.message : `没有保存：${refused.message}`);
    if (is_lost) unsaved.forget();
    else changed();
    throw refused;
  }

  async function settle(theirs) {
    if (isSame(theirs, read())) { // it was this very tab, before it was loaded anew
      version = theirs.version;
      return saved(JSON.stringify(read()));
    }
    const box = document.getElementById("two-tabs");
    document.getElementById("other-text").textContent = theirs.text || "（空）";
    box.returnValue = "";
    await new Promise((resolve) => {
      box.addEventListener("close", resolve, { once: true });
      box.showModal();
    });
    version = theirs.version;
    if (box.returnValue === "theirs") {
      write(stateOf(theirs));
      saved(JSON.stringify(read()));
    } else {
      await save();
    }
  }

  function leave() {
    const now = read();
    const written = JSON.stringify(now);
    if (is_over || written === kept || (!version && isEmpty(now))) return;
    const path = `/desk/calls/${pad.dataset.call}/draft`;
    send(path, Object.assign({ version }, now), { keepalive: true }).then((answer) => {
      version = answer.call.version;
      saved(written);
    }).catch(() => null);
  }

  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  window.addEventListener("pagehide", leave);

  return {
    changed,
    flush,
    version: () => version,
    over: () => {
      is_over = true;
      unsaved.forget();
    },
  };
}

function isEmpty(state) {
  return ![state.text, state.caller, state.remark].some((words) => words.trim()) && !state.outcome && !state.orders.length;
}

function stateOf(call) {
  return Object.assign({ text: call.text, caller: call.caller }, call.unfinished);
}

/** Whether a saved call says what stands on a pad, whichever field comes first. */
function isSame(call, state) {
  const sorted = (value) => Object.fromEntries(Object.entries(value).sort());
  const plain = (one) => JSON.stringify(sorted(Object.assign({}, one, { orders: one.orders.map(sorted) })));
  return plain(stateOf(call)) === plain(state);
}
