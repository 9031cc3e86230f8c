// @ts-check
/** Short sentences at the foot of the page: at most two, newest below. */

import { fromTemplate } from "./swap.js";

const AT_MOST = 2;
const STAY_MS = 5_000;
const LEAVE_MS = 200;

/**
 * @typedef {object} Toast
 * @property {string} text one sentence
 * @property {{word: string, run: () => void}} [act] the one thing one can do about it
 * @property {boolean} [isError] spoken at once, and stays until closed
 * @property {string} [traceId] shown as a tooltip, to quote
 * @property {Element | null} [face] in place of the icon
 */

/**
 * Show a toast.
 * @param {Toast} toast
 */
export function showToast({ text, act, isError = false, traceId, face }) {
  const place = document.querySelector("[data-toasts]");
  const element =
    fromTemplate(isError ? "toast-error-template" : "toast-template") ?? fromTemplate("toast-template");
  if (!place || !element) {
    return;
  }
  if (isError) {
    element.setAttribute("role", "alert");
    console.warn(`Skein: ${text} Trace id ${traceId || "none"}`);
  }
  if (traceId) {
    element.title = `Trace id ${traceId}`;
    element.dataset.traceId = traceId;
  }
  const words = element.querySelector("[data-toast-words]") ?? element;
  words.textContent = text;
  showFace(element, face ?? null);
  const leave = leaver(element);
  showAct(element, act, leave);
  const close = element.querySelector("[data-toast-close]");
  if (close instanceof HTMLElement) {
    close.hidden = !isError;
    close.addEventListener("click", leave);
  }
  makeRoom(place, text);
  place.append(element);
  if (!isError) {
    leaveLater(element, leave);
  }
}

/**
 * @param {HTMLElement} element
 * @param {Element | null} face
 */
function showFace(element, face) {
  if (face) {
    element.querySelector("[data-toast-icon]")?.replaceWith(face);
  }
}

/**
 * @param {HTMLElement} element
 * @param {Toast["act"]} act
 * @param {() => void} leave
 */
function showAct(element, act, leave) {
  const button = element.querySelector("[data-toast-act]");
  if (!(button instanceof HTMLElement)) {
    return;
  }
  button.hidden = !act;
  if (act) {
    button.textContent = act.word;
    button.addEventListener("click", () => {
      leave();
      act.run();
    });
  } else {
    button.remove();
  }
}

/**
 * @param {Element} place
 * @param {string} text
 */
function makeRoom(place, text) {
  const shown = [...place.children];
  for (const other of shown) {
    if (other.querySelector("[data-toast-words]")?.textContent === text) {
      other.remove();
    }
  }
  while (place.children.length >= AT_MOST) {
    place.firstElementChild?.remove();
  }
}

/**
 * @param {HTMLElement} element
 * @returns {() => void}
 */
function leaver(element) {
  return () => {
    element.dataset.leaving = "";
    setTimeout(() => element.remove(), LEAVE_MS);
  };
}

/**
 * Leave after a while, but not under the pointer or the keyboard.
 * @param {HTMLElement} element
 * @param {() => void} leave
 */
function leaveLater(element, leave) {
  let timer = setTimeout(leave, STAY_MS);
  const hold = () => clearTimeout(timer);
  const resume = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, STAY_MS);
  };
  element.addEventListener("pointerenter", hold);
  element.addEventListener("focusin", hold);
  element.addEventListener("pointerleave", resume);
  element.addEventListener("focusout", resume);
}

/**
 * Say something to people who listen, without showing it.
 * @param {string} text
 */
export function say(text) {
  const region = document.querySelector("[data-announce]");
  if (region) {
    region.textContent = "";
    requestAnimationFrame(() => {
      region.textContent = text;
    });
  }
}
