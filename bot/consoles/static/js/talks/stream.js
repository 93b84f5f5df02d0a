// The line to the server: events while it holds, a word when it breaks, and the sign of life that keeps talks hers.

import { post } from "../fetch.js";

const PRESENT_MS = 20000;
const PATIENCE_MS = 10000;
const AGAIN_MS = 3000;

/**
 * Listen at `path`: `heard` has a function for each event; `state(isUp)` is called when the line goes or comes.
 * While `isAtDesk()` the page shows life: whoever only looks on is not on duty.
 */
export function listen(path, heard, state, isAtDesk) {
  let line = null;
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(open, AGAIN_MS);
  };
  const shut = () => {
    if (line) line.close();
    line = null;
  };
  const open = () => {
    clearTimeout(timer);
    shut();
    line = new EventSource(path);
    line.addEventListener("hello", () => state(true));
    for (const [event, act] of Object.entries(heard)) {
      line.addEventListener(event, (told) => act(JSON.parse(told.data)));
    }
    line.addEventListener("over", signIn);
    line.addEventListener("error", () => {
      state(false);
      if (line && line.readyState === EventSource.CLOSED) again();
    });
  };
  const present = async () => {
    if (!isAtDesk()) return;
    try {
      await Promise.race([post("/desk/talks/present"), late()]);
      if (line && line.readyState === EventSource.CLOSED) open();
    } catch (refused) {
      if (refused.code === "csrf") location.reload();
      else if (refused.status !== 401) {
        state(false);
        again();
      }
    }
  };
  open();
  window.addEventListener("pagehide", shut);
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  window.addEventListener("online", open);
  present();
  setInterval(present, PRESENT_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) present(); });
}

/** To the door, and back here afterwards. */
export function signIn() {
  location.assign(`/desk/sign-in?next=${encodeURIComponent(location.pathname)}`);
}

function late() {
  return new Promise((_, fail) => {
    setTimeout(() => fail(Object.assign(new Error("late"), { status: 0, code: "offline" })), PATIENCE_MS);
  });
}
