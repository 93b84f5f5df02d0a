// Carries messages to the server, one after another, and fetches answers. A message leaves the outbox only when the
// server has confirmed it; until then it is sent again with the same id, which the server answers only once.

import * as api from "./api.js";
import * as outbox from "./outbox.js";

const POLL_MS = 2000;
const SLOW_POLL_MS = 10000;
const SLOW_AFTER_MS = 60000;
const GIVE_UP_MS = 600000;
const MOST_SECONDS = 60;

export class Courier {
  /** `tell`: history(entries, news), fresh(entries), connection(state), busy(isBusy), notice(text),
   * changed(): a bubble's state did. */
  constructor(transcript, tell) {
    this.transcript = transcript;
    this.tell = tell;
    this.generation = 0;
    this.connection = "good";
    this.failures = 0;
    this.notBefore = 0;
    this.pauseMs = 0;
    this.hasHistory = false;
    this.isWorking = false;
    this.isAskedAgain = false;
    this.sending = null;
    this.awaited = [];
    this.awaitedSince = 0;
  }

  /** Shows what is kept, then fetches the history and sends what waits. */
  start() {
    this.showKept();
    return this.work();
  }

  /** `things`: uploads that are finished, a place. */
  post(text, payload, things = {}) {
    this.transcript.write(outbox.add(text, payload, things));
    return this.work();
  }

  /** The network may be back: try at once, however long the back-off still is. */
  resume() {
    this.failures = 0;
    return this.work();
  }

  networkGone() {
    this.setConnection("offline");
    this.showKept();
  }

  /** Shows what another tab wrote or sent meanwhile. */
  async refresh() {
    if (!this.hasHistory) return;
    this.showKept();
    await this.fetchNew();
    this.awaitAnswer(this.transcript.unansweredNumber());
  }

  /** Empties the conversation; "" if that went well, else why not. */
  async startAnew() {
    if (outbox.next() || this.isWorking) return "还有没发出去的话，等发出去以后再开新对话。";
    const outcome = await api.startAnew();
    if (outcome.name === "lost") return "现在连不上，开不了新对话，请过一会儿再试。";
    if (outcome.name !== "done") return outcome.message;
    this.generation += 1;
    this.awaited = [];
    outbox.dropRefused();
    this.transcript.clear();
    this.tellBusy();
    return "";
  }

  async work() {
    if (this.isWorking) {
      this.isAskedAgain = true;
      return;
    }
    if (Date.now() < this.notBefore) {
      this.showKept();
      return;
    }
    this.isWorking = true;
    clearTimeout(this.workTimer);
    do {
      this.isAskedAgain = false;
      await this.round();
    } while (this.isAskedAgain && this.connection === "good" && Date.now() >= this.notBefore);
    this.isWorking = false;
  }

  /** One try of everything that is to be done, up to the first failure. */
  async round() {
    if (!this.hasHistory && !(await this.loadHistory())) return;
    for (let message = outbox.next(); message; message = outbox.next()) {
      if (!(await this.deliver(message))) return;
    }
    if (this.connection !== "good") await this.fetchNew();
  }

  async loadHistory() {
    const outcome = await api.fetchLines(0);
    if (outcome.name !== "done") return this.failed(outcome);
    this.hasHistory = true;
    this.setConnection("good");
    this.tell.history(this.transcript.place(outcome.lines), outcome.news);
    this.awaitAnswer(this.transcript.unansweredNumber());
    return true;
  }

  /** Whether the next message may follow. */
  async deliver(message) {
    this.setSending(message);
    const outcome = await api.sendMessage(message);
    this.setSending(null);
    if (outcome.name === "lost" || outcome.name === "limited") return this.failed(outcome);
    this.setConnection("good");
    this.liftLimit();
    if (outcome.name === "refused") outbox.refuse(message.id, outcome.message);
    else this.arrived(message, outcome);
    this.showKept();
    return true;
  }

  arrived(message, outcome) {
    outbox.remove(message.id);
    this.transcript.settle(message.id, outcome.number);
    if (outcome.name !== "answered") return this.awaitAnswer(outcome.number);
    if (!outcome.lines.length) this.transcript.leave(message.id);
    this.tell.fresh(this.transcript.place(outcome.lines));
  }

  failed(outcome) {
    if (outcome.name === "lost") {
      this.setConnection(outcome.server ? "server" : "offline");
      this.pauseMs = this.backOff() * 1000;
    } else {
      this.pauseMs = (outcome.seconds || MOST_SECONDS) * 1000;
      this.notBefore = Date.now() + this.pauseMs;
      this.tell.notice(outcome.message);
    }
    this.showKept();
    clearTimeout(this.workTimer);
    this.workTimer = setTimeout(() => this.work(), this.pauseMs + 20);
    return false;
  }

  liftLimit() {
    if (this.notBefore > 0) this.tell.notice("");
    this.notBefore = 0;
  }

  /** Seconds until the next try: 2, 4, 8 ... 60, a little scattered so that not all phones come back at once. */
  backOff() {
    this.failures += 1;
    return Math.min(MOST_SECONDS, Math.pow(2, this.failures)) * (0.75 + Math.random() / 2);
  }

  /** Asks for the answer to message `number` until it is there. */
  awaitAnswer(number) {
    if (!number || this.awaited.includes(number)) return;
    this.awaited.push(number);
    this.awaitedSince = Date.now();
    this.tellBusy();
    this.pollIn(POLL_MS);
  }

  pollIn(milliseconds) {
    clearTimeout(this.pollTimer);
    this.pollTimer = setTimeout(() => this.poll(), milliseconds);
  }

  async poll() {
    if (!this.awaited.length) return;
    const waitMs = await this.fetchAfter(Math.min(...this.awaited) - 1);
    this.awaited = this.awaited.filter((number) => !this.transcript.hasAnswer(number));
    if (Date.now() - this.awaitedSince > GIVE_UP_MS && this.awaited.length) {
      this.awaited = [];
      this.tell.notice("这次回答来得太慢。您的话已经收到，可以过一会儿再来看，急事请打12345。");
    }
    this.tellBusy();
    if (this.awaited.length) this.pollIn(waitMs);
  }

  fetchNew() {
    return this.fetchAfter(Math.max(0, this.transcript.lastNumber - 1));
  }

  /** Fetches and shows lines; returns after how many milliseconds to ask again. */
  async fetchAfter(after) {
    const generation = this.generation;
    const outcome = await api.fetchLines(after);
    if (generation !== this.generation) return POLL_MS;
    if (outcome.name === "done") {
      this.setConnection("good");
      this.tell.fresh(this.transcript.place(outcome.lines));
      return Date.now() - this.awaitedSince > SLOW_AFTER_MS ? SLOW_POLL_MS : POLL_MS;
    }
    this.failed(outcome);
    return this.pauseMs;
  }

  showKept() {
    outbox.all().forEach((message) => {
      this.transcript.write(message);
      if (this.sending === null || this.sending.id !== message.id) this.transcript.showState(message, "waiting");
    });
    this.tell.changed();
  }

  /** A quick answer needs no word; after a while the message says that it is on its way. */
  setSending(message) {
    this.sending = message;
    clearTimeout(this.sendingTimer);
    if (message) {
      this.transcript.clearState(message);
      this.sendingTimer = setTimeout(() => this.transcript.showState(message, "sending"), 1500);
    }
    this.tellBusy();
  }

  tellBusy() {
    const isLookedUp = this.awaited.length > 0 || (this.sending !== null && !this.transcript.isWithPerson);
    this.tell.busy(this.connection === "good" && isLookedUp);
  }

  setConnection(state) {
    if (state === "good") this.failures = 0;
    if (state === this.connection) return;
    this.connection = state;
    this.tell.connection(state);
    this.tellBusy();
  }
}
