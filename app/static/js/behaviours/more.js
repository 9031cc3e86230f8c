// @ts-check
/** The next page of a list comes by itself before its More link is reached; the link stays for when it fails. */

import { RequestError, readHtml } from "../lib/fetch.js";
import { announceInserted, fromTemplate, parse, withoutDuplicates } from "../lib/swap.js";
import { say, showToast } from "../lib/toast.js";

const SKELETON_MS = 200;
const AHEAD = "0px 0px 800px 0px";

/**
 * @param {HTMLElement} list
 */
export function connect(list) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        load(list, observer);
      }
    },
    { rootMargin: AHEAD },
  );
  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[rel="next"]') : null;
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      load(list, observer, true);
    }
  });
  watch(list, observer);
}

/**
 * @param {HTMLElement} list
 * @param {IntersectionObserver} observer
 */
function watch(list, observer) {
  const link = list.querySelector('a[rel="next"]');
  if (link) {
    observer.observe(link);
  }
}

/**
 * @param {HTMLElement} list
 * @param {IntersectionObserver} observer
 * @param {boolean} [isAsked] by a press rather than by scrolling
 */
async function load(list, observer, isAsked = false) {
  const link = list.querySelector('a[rel="next"]');
  if (!(link instanceof HTMLAnchorElement) || list.getAttribute("aria-busy") === "true") {
    return;
  }
  observer.unobserve(link);
  list.setAttribute("aria-busy", "true");
  const skeleton = fromTemplate("skeleton-template");
  const timer = setTimeout(() => {
    if (skeleton) {
      link.before(skeleton);
      say("Loading posts");
    }
  }, SKELETON_MS);
  try {
    const nodes = parse(await readHtml(link.href));
    const hadFocus = link.contains(document.activeElement);
    const fresh = withoutDuplicates(list, nodes);
    skeleton?.remove();
    link.replaceWith(...fresh);
    announceInserted(fresh);
    if (hadFocus && fresh[0] instanceof HTMLElement) {
      fresh[0].tabIndex = -1;
      fresh[0].focus({ preventScroll: true });
    }
    watch(list, observer);
  } catch (error) {
    if (isAsked) {
      showToast({
        text: "The next posts didn't load.",
        isError: true,
        traceId: error instanceof RequestError ? error.traceId : "",
        act: { word: "Try again", run: () => load(list, observer, true) },
      });
    }
  } finally {
    clearTimeout(timer);
    skeleton?.remove();
    list.removeAttribute("aria-busy");
  }
}
