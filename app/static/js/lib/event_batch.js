// @ts-check
/** Gathers events and sends them together: at 20, after 5 s without a new one, after 15 s, or when the page goes. */

const ENOUGH = 20;
/** What one scroll brings into or out of view comes within a few frames, and goes into one batch. */
const SAME_GESTURE_MS = 300;
const IDLE_MS = 5_000;
const LONGEST_MS = 15_000;
/** As many as the server takes at once. */
const AT_MOST = 100;

/** @typedef {{interaction_type: string, post_id?: string, user_id?: string, metadata: Record<string, unknown>}} Event */

export class EventBatch {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
    /** @type {Event[]} */
    this.waiting = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.idleTimer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.longestTimer = undefined;
  }

  /** @param {Event} event */
  add(event) {
    // Its own id: a batch that is sent twice counts once.
    event.metadata.event_id = newId();
    this.waiting.push(event);
    if (this.waiting.length >= AT_MOST) {
      this.send();
      return;
    }
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.send(), this.waiting.length >= ENOUGH ? SAME_GESTURE_MS : IDLE_MS);
    this.longestTimer ??= setTimeout(() => this.send(), LONGEST_MS);
  }

  /** One call for everything that waits. */
  async send() {
    const events = this.take();
    if (events.length === 0) {
      return;
    }
    try {
      const response = await fetch(this.url, {
        method: "POST",
        credentials: "same-origin",
        // A page that is left meanwhile must not take the batch with it.
        keepalive: true,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ interactions: events }),
      });
      if (response.status >= 500 || response.status === 429) {
        this.giveBack(events);
      }
    } catch {
      this.giveBack(events);
    }
  }

  /** The page goes away: hand everything to the browser, which sends it without us. */
  leave() {
    const events = this.take();
    if (events.length === 0) {
      return;
    }
    const body = new Blob([JSON.stringify({ interactions: events })], { type: "application/json" });
    if (!navigator.sendBeacon(this.url, body)) {
      this.giveBack(events);
    }
  }

  take() {
    clearTimeout(this.idleTimer);
    clearTimeout(this.longestTimer);
    this.longestTimer = undefined;
    return this.waiting.splice(0, AT_MOST);
  }

  /**
   * They go with the next batch; what is too much for one is nobody's loss.
   * @param {Event[]} events
   */
  giveBack(events) {
    this.waiting = [...events, ...this.waiting].slice(-AT_MOST);
  }
}

function newId() {
  if ("randomUUID" in crypto) {
    return crypto.randomUUID();
  }
  // Pages without TLS lack it.
  const numbers = /** @type {Crypto} */ (crypto).getRandomValues(new Uint8Array(16));
  return [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");
}
