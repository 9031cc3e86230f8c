// @ts-check
/**
 * Reports what is looked at, so that For you can learn: views with their time, opened posts, visited profiles.
 *
 * The server puts the address into `<body data-track>` only where the person lets it; hiding, likes and the like are
 * told by their own forms.
 */

import { EventBatch } from "../lib/event_batch.js";
import { INSERTED } from "../lib/swap.js";

const VIEW_MS = 1_000;
const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];
/** Where a press does something other than opening the post. */
const OWN_ACTS = "button, summary, details, label, input, textarea, .avatar, .post-name";

/**
 * @param {HTMLElement} body
 */
export function connect(body) {
  const url = body.dataset.track;
  if (url && !asksNotToTrack()) {
    new Tracker(new EventBatch(url)).start();
  }
}

function asksNotToTrack() {
  return (
    navigator.doNotTrack === "1" ||
    /** @type {{globalPrivacyControl?: boolean}} */ (navigator).globalPrivacyControl === true
  );
}

class Tracker {
  /** @param {EventBatch} batch */
  constructor(batch) {
    this.batch = batch;
    /** Articles that are half in view, and since when; 0: while the page is in the background.
     * @type {Map<Element, number>} */
    this.inView = new Map();
    this.observer = new IntersectionObserver((entries) => this.moved(entries), { threshold: THRESHOLDS });
  }

  start() {
    this.watch(document.querySelectorAll("article[data-post]"));
    document.addEventListener(INSERTED, (event) => {
      for (const node of /** @type {CustomEvent<Element[]>} */ (event).detail) {
        this.watch(node.matches("article[data-post]") ? [node] : node.querySelectorAll("article[data-post]"));
      }
    });
    const profile = document.querySelector("[data-profile]")?.getAttribute("data-profile");
    if (profile) {
      this.batch.add({ interaction_type: "profile_visit", user_id: profile, metadata: {} });
    }
    document.addEventListener("click", (event) => this.pressed(event), { capture: true });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") {
        this.pause();
      } else {
        this.resume();
      }
    });
    window.addEventListener("pagehide", () => this.pause());
    window.addEventListener("pageshow", () => this.resume());
  }

  /** @param {Iterable<Element>} articles */
  watch(articles) {
    for (const article of articles) {
      this.observer.observe(article);
    }
  }

  /** @param {IntersectionObserverEntry[]} entries */
  moved(entries) {
    for (const entry of entries) {
      const isInView = isHalfInView(entry);
      if (isInView && !this.inView.has(entry.target)) {
        this.inView.set(entry.target, performance.now());
      } else if (!isInView && this.inView.has(entry.target)) {
        this.left(entry.target);
        this.inView.delete(entry.target);
        if (!entry.target.isConnected) {
          this.observer.unobserve(entry.target);
        }
      }
    }
  }

  /** @param {Element} article */
  left(article) {
    const since = this.inView.get(article);
    const dwell = since ? performance.now() - since : 0;
    if (dwell >= VIEW_MS) {
      this.tell("view", article, { dwell_ms: Math.round(dwell) });
    }
  }

  /** @param {MouseEvent} event */
  pressed(event) {
    const target = event.target instanceof Element ? event.target : null;
    const article = target?.closest("article[data-post]");
    if (!target || !article || article.hasAttribute("data-live-post") || target.closest(OWN_ACTS)) {
      return;
    }
    if (event.button === 0 && document.getSelection()?.isCollapsed) {
      this.tell("click", article);
    }
  }

  /**
   * @param {string} kind
   * @param {Element} article
   * @param {Record<string, unknown>} [metadata]
   */
  tell(kind, article, metadata = {}) {
    const postId = article.getAttribute("data-post");
    const list = article.closest("[data-feed]");
    const feed = list?.getAttribute("data-feed");
    if (feed === "for-you" || feed === "following") {
      metadata.source = feed.replace("-", "_");
      metadata.ranking = list?.getAttribute("data-ranking") ?? undefined;
    }
    if (postId) {
      this.batch.add({ interaction_type: kind, post_id: postId, metadata });
    }
  }

  /** Nobody looks any more: what is in view was seen until now. */
  pause() {
    for (const article of this.inView.keys()) {
      this.left(article);
      this.inView.set(article, 0);
    }
    this.batch.leave();
  }

  resume() {
    for (const [article, since] of this.inView) {
      if (since === 0) {
        this.inView.set(article, performance.now());
      }
    }
  }
}

/**
 * Half of the post, or where it is taller than the window, half of the window.
 * @param {IntersectionObserverEntry} entry
 */
function isHalfInView(entry) {
  const windowHeight = entry.rootBounds?.height ?? window.innerHeight;
  return (
    entry.isIntersecting &&
    (entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= windowHeight / 2)
  );
}
