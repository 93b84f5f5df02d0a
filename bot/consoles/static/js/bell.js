// The bell in the page's head: how many reminders are unread; a new one is read out to those who do not see it.

const EVERY_MS = 30000;
let newest = 0;
let isFirst = true;

/** Ask now, then again and again while the page is looked at. */
export function watchBell() {
  const bell = document.getElementById("bell");
  if (!bell) return;
  let timer = 0;
  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (await look(bell)) timer = setTimeout(ask, EVERY_MS);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

async function look(bell) {
  try {
    const answer = await fetch(`/desk/reminders.json?after=${newest}`, {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
    });
    if (answer.status >= 400 && answer.status < 500) return false;
    const news = await answer.json();
    newest = news.newest;
    show(bell, news.unread);
    if (!isFirst && news.reminders.length) say(news.reminders.map((one) => one.words).join("；"));
    isFirst = false;
  } catch (offline) {
    // heartbeat.js says so
  }
  return true;
}

function show(bell, unread) {
  const count = bell.querySelector(".bell-count");
  count.textContent = unread > 99 ? "99+" : String(unread);
  count.hidden = !unread;
  bell.setAttribute("aria-label", unread ? `提醒，${unread} 条未读` : "提醒");
}

function say(words) {
  document.getElementById("bell-word").textContent = words;
}
