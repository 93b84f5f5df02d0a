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

/** Ask; `keepalive` lets a request outlive the page. */
export async function send(path, values, options = {}) {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-CSRF": document.querySelector('meta[name="csrf"]').content,
  };
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
