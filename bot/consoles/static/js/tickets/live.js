// News of cases while a page is looked at. A hidden page listens to nothing: browsers allow few lines to one server.

const CATCH_UP_MS = 400;

/** Call `heard(news)` for each changed case, `missed()` when something may have been missed. */
export function listen(heard, missed) {
  if (typeof EventSource === "undefined") {
    setInterval(missed, 30000);
    return;
  }
  let line = null;
  const open = () => {
    if (line || document.hidden) return;
    const said = document.querySelector("[data-events]"); // pages of other cases say where their news come from
    line = new EventSource(said ? said.dataset.events : "/desk/events");
    line.addEventListener("ticket", (event) => heard(JSON.parse(event.data)));
    line.addEventListener("hello", () => setTimeout(missed, CATCH_UP_MS));
    line.addEventListener("over", close);
    line.addEventListener("error", () => {
      if (line && line.readyState === EventSource.CLOSED) {
        line = null;
        setTimeout(open, 10000);
      }
    });
  };
  const close = () => {
    if (line) line.close();
    line = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  open();
}

/** The page at this address as it is now, or null; asking does not count as working. */
export async function fresh() {
  try {
    const answer = await fetch(location.href, {
      credentials: "same-origin",
      headers: { Accept: "text/html", "X-Live": "1" },
      redirect: "error",
    });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch (offline) {
    return null;
  }
}
