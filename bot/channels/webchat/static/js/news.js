// Waits for notices: a clerk has answered, a deadline has moved. One request waits on the server all the time.

import * as api from "./api.js";

const QUICK_MS = 1000;
const QUICK_PAUSE_MS = 5000;
const MOST_SECONDS = 60;

export class News {
  /** `onLines(lines)` takes notices as they come. */
  constructor(onLines) {
    this.onLines = onLines;
    this.generation = 0;
    this.failures = 0;
  }

  /** Wait for what comes after notice number `after`; an earlier wait ends. */
  start(after) {
    this.stop();
    this.after = after;
    this.failures = 0;
    this.stopper = new AbortController();
    this.loop(this.generation);
  }

  stop() {
    this.generation += 1;
    if (this.stopper) this.stopper.abort();
    this.resume();
  }

  /** The network may be back: do not wait out the pause. */
  resume() {
    if (this.wake) this.wake();
  }

  async loop(generation) {
    while (generation === this.generation) {
      const began = Date.now();
      const outcome = await api.fetchNews(this.after, this.stopper.signal);
      if (generation !== this.generation) return;
      if (outcome.name === "done") await this.arrived(outcome, Date.now() - began);
      else await this.pause(this.backOff(outcome.seconds));
    }
  }

  async arrived(outcome, tookMs) {
    this.failures = 0;
    this.after = outcome.after;
    if (outcome.lines.length) this.onLines(outcome.lines);
    else if (tookMs < QUICK_MS) await this.pause(QUICK_PAUSE_MS); // nobody let us wait there
  }

  /** Milliseconds until the next try: 2, 4, 8 ... 60 s, a little scattered. */
  backOff(seconds) {
    this.failures += 1;
    return (seconds || Math.min(MOST_SECONDS, Math.pow(2, this.failures)) * (0.75 + Math.random() / 2)) * 1000;
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
