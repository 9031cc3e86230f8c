// @ts-check
/** The one WebSocket of a page: comes back by itself, and asks for what it missed. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * @typedef {{type: string, seq?: string, [field: string]: any}} Envelope
 */

export class LiveSocket {
  /**
   * @param {string} path
   * @param {{topics: () => string[], onMessage: (message: Envelope) => void, onState: (isOpen: boolean) => void}} options
   */
  constructor(path, { topics, onMessage, onState }) {
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
    /** Id of the newest event that was seen. @type {string | null} */
    this.seq = null;
    this.isWanted = false;
  }

  /** Connect, now and again whenever the connection breaks. */
  open() {
    this.isWanted = true;
    clearTimeout(this.timer);
    if (this.socket) {
      return;
    }
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener("message", (event) => this.received(event.data));
    socket.addEventListener("close", () => this.lost(socket));
  }

  /** Disconnect until `open` is called. */
  close() {
    this.isWanted = false;
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  /** Try at once, as when the network or the person is back. */
  hurry() {
    if (this.isWanted && !this.socket) {
      this.attempts = 0;
      this.open();
    }
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
    /** @type {Envelope} */
    const message = JSON.parse(data);
    if (message.type === "hello") {
      this.greeted(message);
      return;
    }
    if (message.seq) {
      this.seq = message.seq;
    }
    this.onMessage(message);
  }

  /** @param {Envelope} hello */
  greeted(hello) {
    this.attempts = 0;
    if (this.seq) {
      this.send({ since: this.seq });
    } else {
      this.seq = hello.seq ?? null;
    }
    this.subscribe(this.topics());
    this.onState(true);
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
