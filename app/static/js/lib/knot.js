// @ts-check
/** The new-post banner: gathers who posted, waits for a tap, and puts the posts in without losing the place. */

import { RequestError, readHtml } from "./fetch.js";
import { focusArticle, putInFront } from "./posts.js";
import { fromTemplate, hasEntry, keepingPlace, openHeights, parse } from "./swap.js";
import { say, showToast } from "./toast.js";

const FACES = 3;
const SAY_EVERY_MS = 10_000;

export class Knot {
  /** @param {string} viewerId */
  constructor(viewerId) {
    this.viewerId = viewerId;
    this.list = document.querySelector('[data-feed="following"], [data-feed="for-you"]');
    /** What waits: entry id to author. @type {Map<string, {authorId: string, face: string}>} */
    this.waiting = new Map();
    /** How many the server counted while the socket was away. */
    this.counted = 0;
    /** @type {HTMLElement | null} */
    this.element = null;
    this.saidAt = -SAY_EVERY_MS;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.sayTimer = undefined;
    this.isBusy = false;
  }

  /**
   * @param {string} entryId
   * @param {string} authorId
   * @param {string} face made by the server
   */
  add(entryId, authorId, face) {
    if (!this.list || hasEntry(document, entryId) || this.waiting.has(entryId)) {
      return;
    }
    if (authorId === this.viewerId) {
      // Nobody has to be told of their own post or repost.
      return;
    }
    this.waiting.set(entryId, { authorId, face });
    this.show();
  }

  /** @param {string} entryId */
  forget(entryId) {
    if (this.waiting.delete(entryId)) {
      this.show();
    }
  }

  /** Leave out what came into the page another way. */
  forgetShown() {
    for (const entryId of [...this.waiting.keys()]) {
      if (hasEntry(document, entryId)) {
        this.forget(entryId);
      }
    }
  }

  /** @param {number} count by the server, since the newest entry shown */
  setCount(count) {
    if (this.list) {
      this.counted = count;
      this.show();
    }
  }

  /** @returns {string} id of the newest entry of Following on the page; empty: there is none */
  newestShown() {
    const ids = [...document.querySelectorAll('[data-feed="following"] [data-entry]')]
      .map((entry) => entry.getAttribute("data-entry") ?? "")
      .filter((id) => /^\d+$/.test(id));
    return ids.reduce((newest, id) => (newest === "" || BigInt(id) > BigInt(newest) ? id : newest), "");
  }

  get count() {
    return Math.max(this.waiting.size, this.counted);
  }

  show() {
    if (!this.list || this.count === 0) {
      this.takeAway();
      return;
    }
    if (!this.element) {
      this.tie();
    }
    const words = `${this.count} new ${this.count === 1 ? "post" : "posts"}`;
    const place = this.element?.querySelector("[data-knot-words]");
    if (place) {
      place.textContent = words;
    }
    this.button?.setAttribute("aria-label", `Show new posts, ${this.count}`);
    this.showFaces();
    this.sayLater(words);
  }

  get button() {
    return this.element?.querySelector("button") ?? null;
  }

  /** Put the empty knot on the hairline above the list. */
  tie() {
    this.element = fromTemplate("knot-template");
    const element = this.element;
    if (!element || !this.list) {
      return;
    }
    element.querySelector("button")?.addEventListener("click", () => this.bring());
    const list = this.list;
    keepingPlace(() => list.before(element));
    const stuck = new IntersectionObserver(
      ([entry]) => element.toggleAttribute("data-stuck", entry.intersectionRatio < 1 && window.scrollY > 0),
      { rootMargin: "-65px 0px 0px 0px", threshold: 1 },
    );
    stuck.observe(element);
  }

  takeAway() {
    const element = this.element;
    this.element = null;
    clearTimeout(this.sayTimer);
    if (element) {
      keepingPlace(() => element.remove(), element);
    }
  }

  /** The newest first, each person once. */
  showFaces() {
    const place = this.element?.querySelector("[data-faces]");
    if (!place) {
      return;
    }
    const byAuthor = new Map(
      [...this.waiting.values()].reverse().map(({ authorId, face }) => [authorId, face]),
    );
    const faces = [...byAuthor.values()].slice(0, FACES).flatMap((face) => (face ? parse(face) : []));
    place.replaceChildren(...faces);
  }

  /** @param {string} words */
  sayLater(words) {
    clearTimeout(this.sayTimer);
    const wait = Math.max(0, this.saidAt + SAY_EVERY_MS - performance.now());
    this.sayTimer = setTimeout(() => {
      this.saidAt = performance.now();
      say(words);
    }, wait);
  }

  /** Get the posts and put them in. */
  async bring() {
    const { list, button } = this;
    if (!list || this.isBusy) {
      return;
    }
    this.isBusy = true;
    button?.setAttribute("aria-busy", "true");
    const hadFocus = button === document.activeElement && button?.matches(":focus-visible");
    const known = [...this.waiting.keys()];
    try {
      const articles = parse(await readHtml(`/following/new?since=${this.since()}`)).filter((node) =>
        node.matches("article, [data-entry]"),
      );
      for (const entryId of known) {
        this.waiting.delete(entryId);
      }
      this.counted = 0;
      this.show();
      const fresh = putInFront(list, articles);
      openHeights(fresh);
      if (hadFocus && fresh[0] instanceof HTMLElement) {
        focusArticle(fresh[0]);
      }
    } catch (error) {
      showToast({
        text: "The new posts didn't load.",
        isError: true,
        traceId: error instanceof RequestError ? error.traceId : "",
        act: { word: "Try again", run: () => this.bring() },
      });
    } finally {
      this.isBusy = false;
      button?.removeAttribute("aria-busy");
    }
  }

  /**
   * Entry after which to read. Following is in order, so its newest entry says it all; For you is not: there it is
   * what waits that counts.
   */
  since() {
    if (this.list?.getAttribute("data-feed") === "following" || this.waiting.size === 0) {
      return this.newestShown() || "0";
    }
    const [oldest] = [...this.waiting.keys()].map(BigInt).sort((one, other) => (one < other ? -1 : 1));
    return String(oldest - 1n);
  }
}
