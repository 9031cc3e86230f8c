// @ts-check
/**
 * Like, repost, save and share: the page shows it at once, the server is asked, and what it refuses goes back.
 *
 * A post can stand on the page several times, and people press twice quickly: so the state is kept per post and act,
 * never per button. `wanted` is what the person asked for last, `confirmed` what the server said last.
 */

import { animateOnce, articlesOf, showCount, shownNumber } from "../lib/counts.js";
import { post, RequestError } from "../lib/fetch.js";
import { share } from "../lib/share.js";
import { showToast } from "../lib/toast.js";

/**
 * @typedef {object} Toggle
 * @property {string} on verb of the address that switches on
 * @property {string} off verb that switches off
 * @property {string} onName accessible name while off: what a press will do
 * @property {string} offName accessible name while on
 * @property {string} [count] whose number moves
 * @property {string} failed
 * @property {string} failedBack
 */

/** @type {Record<string, Toggle>} */
const TOGGLES = {
  like: {
    on: "like",
    off: "unlike",
    onName: "Like",
    offName: "Unlike",
    count: "likes",
    failed: "Your like didn't go through.",
    failedBack: "Your like is still there.",
  },
  repost: {
    on: "repost",
    off: "unrepost",
    onName: "Repost",
    offName: "Undo repost",
    count: "reposts",
    failed: "Your repost didn't go through.",
    failedBack: "Your repost is still there.",
  },
  save: {
    on: "save",
    off: "unsave",
    onName: "Save",
    offName: "Unsave",
    failed: "That wasn't saved.",
    failedBack: "That is still saved.",
  },
};

/**
 * @typedef {object} State
 * @property {string} postId
 * @property {Toggle} toggle
 * @property {string} act
 * @property {boolean} wanted
 * @property {boolean} confirmed
 * @property {number | null} confirmedCount
 * @property {boolean} isSending
 */

/** @type {Map<string, State>} */
const states = new Map();

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const postId = form.closest("[data-post]")?.getAttribute("data-post");
    const act = button?.getAttribute("data-act") ?? "";
    if (button && postId && (act === "share" || TOGGLES[act])) {
      event.preventDefault();
      if (act === "share") {
        share(button, postId);
      } else {
        press(postId, act, button);
      }
    }
  });
}

/**
 * Whether an answer about this number is still on its way: live counts wait for it.
 * @param {string} postId
 * @param {string} count
 */
export function isUnderway(postId, count) {
  return [...states.values()].some(
    (state) => state.isSending && state.postId === postId && state.toggle.count === count,
  );
}

/**
 * @param {string} postId
 * @param {string} act
 * @param {HTMLElement} button
 */
function press(postId, act, button) {
  const state = stateOf(postId, act, button);
  state.wanted = button.getAttribute("aria-pressed") !== "true";
  if (state.wanted && act === "like") {
    animateOnce(button, "popped");
  }
  const countPlace = button.querySelector("[data-count]");
  const shown = shownNumber(countPlace);
  show(state, state.wanted, shown === null ? null : Math.max(0, shown + (state.wanted ? 1 : -1)));
  settle(state);
}

/**
 * @param {string} postId
 * @param {string} act
 * @param {HTMLElement} button
 */
function stateOf(postId, act, button) {
  const key = `${act} ${postId}`;
  const known = states.get(key);
  if (known?.isSending) {
    return known;
  }
  const isOn = button.getAttribute("aria-pressed") === "true";
  /** @type {State} */
  const state = {
    postId,
    act,
    toggle: TOGGLES[act],
    wanted: isOn,
    confirmed: isOn,
    confirmedCount: shownNumber(button.querySelector("[data-count]")),
    isSending: false,
  };
  states.set(key, state);
  return state;
}

/**
 * Ask the server until it agrees with the person, or refuses.
 * @param {State} state
 */
async function settle(state) {
  if (state.isSending) {
    return;
  }
  state.isSending = true;
  try {
    while (state.wanted !== state.confirmed) {
      const goal = state.wanted;
      const verb = goal ? state.toggle.on : state.toggle.off;
      const response = await post(`/posts/${state.postId}/${verb}`, undefined, { keepalive: true });
      const answer = await response.json();
      state.confirmed = goal;
      state.confirmedCount = answer[`${state.toggle.count}_count`] ?? null;
    }
    show(state, state.confirmed, state.confirmedCount);
  } catch (error) {
    rollBack(state, error);
  } finally {
    state.isSending = false;
  }
}

/**
 * @param {State} state
 * @param {unknown} error
 */
function rollBack(state, error) {
  const goal = state.wanted;
  state.wanted = state.confirmed;
  show(state, state.confirmed, state.confirmedCount);
  const refused =
    error instanceof RequestError && [401, 403, 404, 429].includes(error.status) ? error.message : "";
  showToast({
    text: refused || (goal ? state.toggle.failed : state.toggle.failedBack),
    isError: true,
    traceId: error instanceof RequestError ? error.traceId : "",
    act: {
      word: "Try again",
      run: () => {
        state.wanted = goal;
        const number = state.confirmedCount;
        show(state, goal, number === null ? null : Math.max(0, number + (goal ? 1 : -1)));
        settle(state);
      },
    },
  });
}

/**
 * Show a state on every button of the post: look, name and number together.
 * @param {State} state
 * @param {boolean} isOn
 * @param {number | null} count
 */
function show(state, isOn, count) {
  const { toggle, act, postId } = state;
  for (const article of articlesOf(postId)) {
    for (const button of article.querySelectorAll(`[data-act="${act}"]`)) {
      const label = button.getAttribute("aria-label") ?? "";
      const rest = label.includes(",") ? label.slice(label.indexOf(",")) : "";
      button.setAttribute("aria-pressed", String(isOn));
      button.setAttribute("aria-label", (isOn ? toggle.offName : toggle.onName) + rest);
      button.setAttribute("formaction", `/posts/${postId}/${isOn ? toggle.off : toggle.on}`);
    }
  }
  if (toggle.count && count !== null) {
    showCount(postId, toggle.count, count);
  }
}
