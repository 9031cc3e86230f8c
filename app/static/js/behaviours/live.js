// @ts-check
/** What the server tells a page while it is open: new posts, counts, replies, edits, deletions, notifications. */

import { ask } from "../lib/fetch.js";
import { Knot } from "../lib/knot.js";
import {
  addReply,
  applyCounts,
  closePost,
  deletePost,
  hideReply,
  readAgain,
  readListAgain,
  updatePost,
} from "../lib/live_posts.js";
import { showFirstUnread, showNotification, showRead, showUnread } from "../lib/notifications.js";
import { showReport } from "../lib/reports.js";
import { Rereading } from "../lib/rereading.js";
import { LiveSocket } from "../lib/socket.js";
import { fromTemplate, INSERTED } from "../lib/swap.js";

const POLL_MS = 30_000;
const NOTE_AFTER_MS = 5_000;
/** More are not worth a subscription each. */
const TOPICS = 50;

/**
 * @param {HTMLElement} body
 */
export function connect(body) {
  new Live(body).start();
}

class Live {
  /** @param {HTMLElement} body */
  constructor(body) {
    this.knot = new Knot(body.dataset.viewer ?? "");
    this.socket = new LiveSocket(body.dataset.live ?? "/live", {
      since: body.dataset.liveSeq,
      // The first is confirmed on every page.
      topics: () => [`user:${body.dataset.viewer}`, ...openTopics()],
      onMessage: (message) => this.received(message),
      onState: (isOpen) => this.stateChanged(isOpen),
    });
    this.page = new Rereading(() => Promise.all([readAgain(), this.readNumbers()]));
    this.list = new Rereading(readListAgain);
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.poller = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.noteTimer = undefined;
    /** @type {HTMLElement | null} */
    this.note = null;
  }

  start() {
    showFirstUnread();
    this.socket.open();
    // A page in the back-forward cache must not hold a socket.
    window.addEventListener("pagehide", () => {
      this.socket.close();
      this.stopPolling();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        this.socket.open();
      }
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        this.socket.hurry();
      }
    });
    window.addEventListener("online", () => this.socket.hurry());
    window.addEventListener("offline", () => this.showNote());
    document.addEventListener(INSERTED, (event) => {
      this.knot.forgetShown();
      const replies = /** @type {CustomEvent<Element[]>} */ (event).detail.filter((node) =>
        node.matches("[data-list=replies] > [data-post]"),
      );
      this.socket.subscribe(openTopics(replies));
    });
  }

  /** @param {import("../lib/socket.js").Envelope} message */
  received(message) {
    if (message.seq) {
      this.page.outdate();
      this.list.outdate();
    }
    switch (message.type) {
      case "post.created":
        this.knot.add(String(message.post_id), String(message.author_id), message.face);
        break;
      case "post.counts":
        applyCounts(message);
        break;
      case "reply.created":
        addReply(message.post_id, message.reply_id, message.html);
        break;
      case "reply.hidden":
        hideReply(message.post_id, message.reply_id);
        break;
      case "post.updated":
        updatePost(message.post_id, message.html);
        break;
      case "post.deleted":
        this.knot.forget(String(message.post_id));
        deletePost(message.post_id);
        break;
      case "notification.created":
        showNotification(message.unread_count, message.html);
        break;
      case "error":
        // The post was closed to this person while it stood here.
        if (message.error === "not_found" && message.topic?.startsWith("post:")) {
          closePost(message.topic.slice("post:".length));
        }
        break;
      case "report.created":
        showReport(message.open_count, message.report_id);
        break;
      case "notification.read":
        showRead(message.notification_ids, message.unread_count);
        break;
      case "notification.deleted":
        showUnread(message.unread_count);
        this.list.want();
        break;
      case "resync":
        this.page.want();
        break;
      default:
        break;
    }
  }

  /** @param {boolean} isOpen */
  stateChanged(isOpen) {
    clearTimeout(this.noteTimer);
    if (isOpen) {
      this.stopPolling();
      this.note?.remove();
      this.note = null;
      document.documentElement.dataset.liveState = "open";
      return;
    }
    document.documentElement.dataset.liveState = "away";
    this.noteTimer = setTimeout(() => {
      if (!navigator.onLine) {
        this.showNote();
      }
    }, NOTE_AFTER_MS);
    this.poller ??= setInterval(() => this.poll(), POLL_MS);
  }

  showNote() {
    this.note ??= fromTemplate("offline-template");
    if (this.note && !this.note.isConnected) {
      this.note.setAttribute("role", "status");
      document.querySelector("main > header")?.after(this.note);
    }
  }

  stopPolling() {
    clearTimeout(this.noteTimer);
    clearInterval(this.poller);
    this.poller = undefined;
  }

  /** Ask how much is new, without the socket. */
  poll() {
    if (document.visibilityState === "visible") {
      // The next round will tell; the note says so already when the network is away.
      this.readNumbers().catch(() => {});
    }
  }

  async readNumbers() {
    const since = this.knot.newestShown();
    const response = await ask(`/live/poll${since ? `?since=${since}` : ""}`);
    const answer = await response.json();
    showUnread(answer.unread_count);
    this.knot.setCount(answer.new_posts_count);
  }
}

/**
 * Topics of the posts whose every change belongs on this page: the open one, and the replies below it.
 * @param {Element[]} [among]
 */
function openTopics(
  among = [...document.querySelectorAll("[data-live-post], [data-list=replies] > [data-post]")],
) {
  return among.slice(0, TOPICS).map((post) => `post:${post.getAttribute("data-post")}`);
}
