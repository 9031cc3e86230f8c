// @ts-check
/** The one WebSocket of a page: comes back by itself, and asks for what it missed. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** A connection that owes an answer for so long is half open. */
const SILENT_MS = 15_000;

/**
 * @typedef {{type: string, seq?: string, [field: string]: any}} Envelope
 */

export class LiveSocket {
  /**
   * @param {string} path
   * @param {{since?: string, topics: () => [string, ...string[]], onMessage: (message: Envelope) => void, onState: (isOpen: boolean) => void}} options
   */
  constructor(path, { since, topics, onMessage, onState }) {
    this.url = new URL(path, location.href);
    this.url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.topics = topics;
    this.onMessage = onMessage;
    this.onState = onState;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.attempts = 0;
    /** Id of the newest event that was seen, at first by the page. */
    this.seq = since;
    this.isWanted = false;
  }

  /** Connect, now and again whenever the connection breaks. */
  open() {
    this.isWanted = true;
    if (this.socket) {
      return;
    }
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onmessage = (event) => this.received(event.data);
    socket.onclose = () => this.lost(socket);
    this.awaitAnswer(socket);
  }

  /** Disconnect until `open` is called. */
  close() {
    this.isWanted = false;
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  /** Try at once, as when the network or the person is back; an open connection has to answer. */
  hurry() {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.subscribe(this.topics());
      this.awaitAnswer(this.socket);
    } else if (this.isWanted) {
      this.attempts = 0;
      this.open();
    }
  }

  /** Give a connection up that stays silent. @param {WebSocket} socket */
  awaitAnswer(socket) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      socket.onmessage = null;
      socket.close();
      this.lost(socket);
    }, SILENT_MS);
  }

  /** @param {string[]} topics */
  subscribe(topics) {
    if (topics.length > 0) {
      this.send({ subscribe: topics });
    }
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(message));
    }
  }

  /** @param {unknown} data */
  received(data) {
    if (typeof data !== "string") {
      return;
    }
    clearTimeout(this.timer);
    /** @type {Envelope} */
    const message = JSON.parse(data);
    if (message.type === "hello") {
      this.greeted(message);
      return;
    }
    if (message.type === "subscribed") {
      this.onState(true);
    }
    if (message.seq) {
      this.seq = message.seq;
    }
    this.onMessage(message);
  }

  /** @param {Envelope} hello */
  greeted(hello) {
    this.attempts = 0;
    this.send({ subscribe: this.topics(), since: this.seq || undefined });
    this.seq ||= hello.seq;
  }

  /** @param {WebSocket} socket */
  lost(socket) {
    if (this.socket !== socket) {
      return;
    }
    this.socket = null;
    this.onState(false);
    if (this.isWanted) {
      const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.attempts);
      this.attempts += 1;
      // Full jitter: a thousand pages that lost the same server come back one by one.
      this.timer = setTimeout(() => this.open(), Math.random() * longest);
    }
  }
}
