// Requests of the call pad: JSON both ways, with the token that forms carry.

/** An answer that is no success; `values` is all that came with it. */
export class Refused extends Error {
  constructor(status, values) {
    const error = (values && values.error) || {};
    super(error.message || (status ? "服务器没有正常回应，请稍后再试。" : "网络不通，内容还在这里，连上后会自动保存。"));
    this.status = status;
    this.code = error.code || "";
    this.values = values || {};
  }
}

/** Ask. `keepalive` lets a request outlive the page; `live` says that nobody did anything, the page asks by itself.
 *  The event `door` tells whether somebody is signed in. */
export async function send(path, values, options = {}) {
  let answer;
  try {
    answer = await sent(path, values, options).catch(async (refused) => {
      if (refused.code === "csrf" && (await renewed())) return sent(path, values, options);
      throw refused;
    });
  } catch (refused) {
    if (refused.status === 401) tell(false);
    throw refused;
  }
  tell(true);
  return answer;
}

async function sent(path, values, { live = false, ...options }) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF": token(document).content };
  if (live) headers["X-Live"] = "1";
  const wanted = Object.assign({ credentials: "same-origin", headers, method: "POST", body: JSON.stringify(values) }, options);
  if (wanted.method === "GET") delete wanted.body;
  let response;
  try {
    response = await fetch(path, wanted);
  } catch (broken) {
    if (broken.name === "AbortError") throw broken;
    throw new Refused(0, null);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  throw new Refused(response.status, answer);
}

/** The token of somebody who signed in anew in another window; false where it is the old one, or nobody did. */
async function renewed() {
  const page = await fetch("/desk/calls/", { credentials: "same-origin", headers: { Accept: "text/html" } }).catch(() => null);
  if (!page || !page.ok) return false;
  const fresh = token(new DOMParser().parseFromString(await page.text(), "text/html"));
  if (!fresh || fresh.content === token(document).content) return false;
  token(document).content = fresh.content;
  return true;
}

function token(page) {
  return page.querySelector('meta[name="csrf"]');
}

function tell(isOpen) {
  document.dispatchEvent(new CustomEvent("door", { detail: isOpen }));
}

/** 32 hexadecimal digits that nobody else has. */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Put a text on the clipboard; false if the browser does not let us. */
export async function copied(text) {
  try {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch (refused) {
    // the old way below
  }
  const before = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "unseen";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (before) before.focus();
  return done;
}

/** An element with words in it. */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
