// How many objections wait for whoever is signed in: a number beside the way to them, in the head of each page.

const EVERY_MS = 60000;

/** Ask now, then again and again while the page is looked at. */
export function watchObjections() {
  const way = document.querySelector('.nav [href="/desk/objections/"]');
  if (!way) return;
  const count = document.createElement("span");
  count.className = "nav-count";
  way.append(" ", count);
  let timer = 0;
  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (await look(way, count)) timer = setTimeout(ask, EVERY_MS);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

async function look(way, count) {
  try {
    const answer = await fetch("/desk/objections/waiting.json", {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
    });
    if (answer.status >= 400 && answer.status < 500) return false;
    const news = await answer.json();
    count.textContent = news.waiting ? String(news.waiting) : "";
    count.classList.toggle("is-late", news.late > 0);
    way.title = news.waiting ? `待办 ${news.waiting} 件${news.late ? `，其中超期 ${news.late} 件` : ""}` : "";
  } catch (offline) {
    // heartbeat.js says so
  }
  return true;
}
