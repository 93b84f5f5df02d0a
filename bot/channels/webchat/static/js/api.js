// The server's contract. Each call ends in an outcome with a name, never in an exception:
//   answered {number, lines} · accepted {number} · done {lines} · uploaded {file} · limited {seconds, message} ·
//   refused {message} · lost {server}  (`server`: it was reached, but cannot answer now)

const TIMEOUT_MS = 30000;
const NEWS_TIMEOUT_MS = 45000;
const UPLOAD_TIMEOUT_MS = 900000;
const TRY_AGAIN = [401, 403, 408, 409, 425];

export function sendMessage(message) {
  const body = { message_id: message.id, text: message.text, payload: message.payload };
  if (message.uploads && message.uploads.length) body.uploads = message.uploads.map((file) => file.key);
  if (message.place) body.place = message.place;
  return call("POST", "/chat/messages", body, (status, answer) => {
    if (status === 202) return { name: "accepted", number: answer.number };
    return { name: "answered", number: answer.number, lines: linesOf(answer) };
  });
}

export function fetchLines(after) {
  return call("GET", `/chat/lines?after=${after}`, null, (status, answer) => (
    { name: "done", lines: linesOf(answer), news: answer.news || 0 }
  ));
}

/** Waits on the server until there are notices above number `after`, or for half a minute. */
export function fetchNews(after, signal) {
  const read = (status, answer) => ({ name: "done", lines: linesOf(answer), after: answer.after || after });
  return call("GET", `/chat/news?after=${after}`, null, read, { timeoutMs: NEWS_TIMEOUT_MS, signal });
}

/** Sends a file up; `onProgress(share)` is told how much of it is there, 0 to 1. `stop()` of what is returned ends it. */
export function uploadFile(file, onProgress) {
  const request = new XMLHttpRequest();
  const outcome = new Promise((resolve) => {
    request.open("POST", "/chat/uploads");
    request.timeout = UPLOAD_TIMEOUT_MS;
    request.upload.addEventListener("progress", (event) => event.total && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => resolve(uploadOutcome(request)));
    ["error", "abort", "timeout"].forEach((name) => {
      request.addEventListener(name, () => resolve({ name: "lost", server: false }));
    });
  });
  const form = new FormData();
  form.append("file", file, file.name || "照片");
  request.send(form);
  return { outcome, stop: () => request.abort() };
}

async function uploadOutcome(request) {
  const headers = { get: (name) => request.getResponseHeader(name) };
  const response = { status: request.status, headers, json: async () => JSON.parse(request.responseText) };
  if (request.status === 413) return { name: "refused", message: await reasonOf(response, "文件太大了。") };
  if (request.status >= 300) return failure(response);
  const answer = await response.json().catch(() => ({}));
  return answer.file ? { name: "uploaded", file: answer.file } : { name: "lost", server: true };
}

export function startAnew() {
  return call("POST", "/chat/new", {}, () => ({ name: "done", lines: [] }));
}

async function call(method, path, body, read, limits = {}) {
  try {
    const response = await ask(method, path, body, limits);
    if (response.ok) return read(response.status, await response.json().catch(() => ({})));
    return await failure(response);
  } catch (error) {
    return { name: "lost", server: false };
  }
}

async function ask(method, path, body, { timeoutMs = TIMEOUT_MS, signal = null } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  if (signal) signal.addEventListener("abort", () => stop.abort());
  const options = { method, credentials: "same-origin", cache: "no-store", signal: stop.signal };
  if (body) Object.assign(options, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  try {
    return await fetch(path, options);
  } finally {
    clearTimeout(timer);
  }
}

async function failure(response) {
  if (response.status === 429) {
    return { name: "limited", seconds: waitOf(response), message: await reasonOf(response, "问得有点快，请稍等。") };
  }
  if (response.status >= 500 || response.status === 404) return { name: "lost", server: true };
  if (TRY_AGAIN.includes(response.status)) {
    await renewSession(response.status);
    return { name: "lost", server: true };
  }
  return { name: "refused", message: await reasonOf(response, "这句话没能发出去。") };
}

/** The page itself sets the session cookie; an outdated one is replaced by fetching it again. */
async function renewSession(status) {
  if (status === 401 || status === 403) await ask("GET", "/", null);
}

function waitOf(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds, 600) : 5;
}

async function reasonOf(response, otherwise) {
  const body = await response.json().catch(() => ({}));
  return (body && body.error && body.error.message) || otherwise;
}

function linesOf(answer) {
  return Array.isArray(answer.lines) ? answer.lines : [];
}
