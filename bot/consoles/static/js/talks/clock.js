// How long ago something was, by the server's clock, counting up while one looks.

let ahead = 0;

/** What the server calls now. */
export function setNow(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** As in 3分05秒, 1小时20分. */
export function since(iso) {
  const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(iso)) / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)}小时${String(minutes % 60).padStart(2, "0")}分`;
  return `${minutes}分${String(seconds % 60).padStart(2, "0")}秒`;
}

/** The moment of a line: the time, and the day if it was not today. */
export function moment(iso) {
  const at = new Date(iso);
  const time = at.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
  const day = at.toLocaleDateString("zh-CN", { month: "numeric", day: "numeric", timeZone: "Asia/Shanghai" });
  const today = new Date(Date.now() + ahead).toLocaleDateString("zh-CN", { month: "numeric", day: "numeric", timeZone: "Asia/Shanghai" });
  return day === today ? time : `${day} ${time}`;
}

/** Count up every element with `data-since`. */
export function countUp() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const words = since(element.dataset.since);
    if (element.textContent !== words) element.textContent = words;
  }
}
