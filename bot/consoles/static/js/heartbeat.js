// Is the clock worker alive? The banner under the page's head says so when it is not, and goes when it is again.

const EVERY_MS = 30000;
const MISSES = 2;
let missed = 0;

/** Ask now, then again and again while the page is looked at. */
export function watchHeartbeat() {
  const banner = document.getElementById("heartbeat");
  if (!banner) return;
  let timer = 0;
  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (await look(banner)) timer = setTimeout(ask, EVERY_MS);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

async function look(banner) {
  try {
    const answer = await fetch("/desk/heartbeat", { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (answer.status >= 400 && answer.status < 500) return false; // signed out, or there is no such page: nothing to say
    const heartbeat = await answer.json();
    missed = 0;
    show(banner, heartbeat.alive ? "" : heartbeat.words, !heartbeat.alive);
  } catch (offline) {
    missed += 1;
    if (missed >= MISSES) show(banner, "连不上服务器，页面上的内容可能不是最新的。", false);
  }
  return true;
}

function show(banner, words, isStopped) {
  if (banner.textContent !== words) banner.textContent = words;
  banner.classList.toggle("is-stopped", isStopped);
  banner.hidden = !words;
}
