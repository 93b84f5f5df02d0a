// Requests of scripts: with the token that forms carry, with words for what went wrong.

/** An answer that is no success: `status`, `code`, and `message` for people. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** GET as JSON. */
export function get(path) {
  return send(path, { method: "GET" });
}

/** POST `values` (a plain object, or a FormData with files) and read JSON. */
export function post(path, values) {
  const body = values instanceof FormData ? values : new URLSearchParams(values || {});
  return send(path, { method: "POST", body });
}

/** POST `values` as JSON and read JSON. */
export function postJson(path, values) {
  return send(path, { method: "POST", body: JSON.stringify(values) }, { "Content-Type": "application/json" });
}

async function send(path, options, more) {
  const headers = { Accept: "application/json", "X-CSRF": document.querySelector('meta[name="csrf"]').content };
  Object.assign(headers, more);
  let response;
  try {
    response = await fetch(path, Object.assign({ credentials: "same-origin", headers }, options));
  } catch (offline) {
    throw new Refused(0, "offline", "网络不通，请检查网络后再试。");
  }
  if (response.status === 401) {
    location.assign(`/desk/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const text = await response.text();
  const answer = parsed(text);
  if (response.ok) return answer;
  const error = (answer && answer.error) || {};
  throw new Refused(response.status, error.code || "", error.message || "服务器没有正常回应，请稍后再试。");
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (none) {
    return null;
  }
}
