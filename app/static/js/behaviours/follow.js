// @ts-check
/** Follow, Following, Ask to follow, Asked: changed at once wherever the person stands on the page. */

import { post, RequestError } from "../lib/fetch.js";
import { showToast } from "../lib/toast.js";

/** @typedef {"following" | "requested" | "none"} Relation */

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  const userId = userOf(form);
  const button = form.querySelector("button");
  if (!userId || !button) {
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.hasAttribute("data-busy")) {
      change(userId, form, button);
    }
  });
}

/** @param {HTMLFormElement} form */
function userOf(form) {
  return /\/users\/(\d+)\//.exec(form.getAttribute("action") ?? "")?.[1];
}

/**
 * @param {Element} button
 * @returns {Relation}
 */
function relationOf(button) {
  if (button.getAttribute("aria-pressed") === "true") {
    return "following";
  }
  return button.textContent?.trim() === "Asked" ? "requested" : "none";
}

/**
 * @param {string} userId
 * @param {HTMLFormElement} form
 * @param {HTMLElement} button
 */
async function change(userId, form, button) {
  const before = relationOf(button);
  const isAsking = before === "none";
  show(userId, isAsking ? (form.hasAttribute("data-private") ? "requested" : "following") : "none", true);
  try {
    const response = await post(`/users/${userId}/${isAsking ? "follow" : "unfollow"}`);
    const answer = await response.json();
    show(userId, answer.following ? "following" : answer.requested ? "requested" : "none", false);
    if (typeof answer.followers_count === "number") {
      for (const place of document.querySelectorAll(`[data-person="${userId}"] [data-count="followers"]`)) {
        place.textContent = answer.followers_count.toLocaleString("en");
        const word = place.parentElement?.querySelector("[data-count-word]");
        if (word instanceof HTMLElement) {
          word.textContent = word.dataset.countWord + (answer.followers_count === 1 ? "" : "s");
        }
      }
    }
  } catch (error) {
    show(userId, before, false);
    const isOurs = error instanceof RequestError && error.status !== 0 && error.status < 500;
    showToast({
      text: isOurs ? error.message : isAsking ? "Your follow didn't go through." : "You still follow them.",
      isError: true,
      traceId: error instanceof RequestError ? error.traceId : "",
      act: { word: "Try again", run: () => change(userId, form, button) },
    });
  }
}

/**
 * @param {string} userId
 * @param {Relation} relation
 * @param {boolean} isBusy
 */
function show(userId, relation, isBusy) {
  for (const form of document.querySelectorAll('form[data-behaviour~="follow"]')) {
    const button = form.querySelector("button");
    if (!(form instanceof HTMLFormElement) || userOf(form) !== userId || !button) {
      continue;
    }
    form.setAttribute("action", `/users/${userId}/${relation === "none" ? "follow" : "unfollow"}`);
    button.toggleAttribute("data-busy", isBusy);
    showButton(form, button, relation);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} button
 * @param {Relation} relation
 */
function showButton(form, button, relation) {
  for (const name of (form.dataset.fresh ?? "").split(/\s+/).filter(Boolean)) {
    button.classList.toggle(name, relation === "none");
  }
  button.classList.toggle("button-quiet", relation !== "none");
  button.toggleAttribute("aria-pressed", relation === "following");
  if (relation === "following") {
    button.setAttribute("aria-pressed", "true");
    // "Unfollow" is only shown under the pointer; the name stays.
    button.setAttribute("aria-label", "Following");
    button.replaceChildren(part("follow-rest", "Following"), part("follow-over", "Unfollow", true));
  } else {
    button.removeAttribute("aria-label");
    const fresh = form.hasAttribute("data-private") ? "Ask to follow" : "Follow";
    button.replaceChildren(relation === "requested" ? "Asked" : fresh);
  }
}

/**
 * @param {string} className
 * @param {string} text
 * @param {boolean} [isHidden]
 */
function part(className, text, isHidden = false) {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  if (isHidden) {
    span.setAttribute("aria-hidden", "true");
  }
  return span;
}
