// @ts-check
/** Web Push in the settings: on or off for this browser. The browser asks for leave after a tap, never before. */

import { ask, RequestError } from "../lib/fetch.js";
import { showToast } from "../lib/toast.js";
import { SORRY } from "../lib/words.js";

const WORKER = "/service-worker.js";

/** @typedef {"on" | "off" | "refused"} State */

/**
 * @param {HTMLElement} section
 */
export async function connect(section) {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return;
  }
  const on = section.querySelector("[data-push-on]");
  const off = section.querySelector("[data-push-off]");
  if (!(on instanceof HTMLButtonElement && off instanceof HTMLButtonElement)) {
    return;
  }
  on.addEventListener("click", () => change(section, on, () => switchOn(section)));
  off.addEventListener("click", () => change(section, off, () => switchOff(section)));
  show(section, await stateOf(section).catch(() => /** @type {State} */ ("off")));
  section.hidden = false;
}

/**
 * @param {HTMLElement} section
 * @returns {Promise<State>}
 */
async function stateOf(section) {
  if (Notification.permission === "denied") {
    return "refused";
  }
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  if (!(await registration?.pushManager.getSubscription())) {
    return "off";
  }
  const response = await ask(section.dataset.push ?? "");
  return (await response.json()).is_on ? "on" : "off";
}

/**
 * @param {HTMLElement} section
 * @param {HTMLButtonElement} button
 * @param {() => Promise<State>} act
 */
async function change(section, button, act) {
  button.disabled = true;
  try {
    show(section, await act());
  } catch (error) {
    const refused = error instanceof RequestError ? error : new RequestError(SORRY);
    showToast({ text: refused.message, isError: true, traceId: refused.traceId });
  } finally {
    button.disabled = false;
  }
}

/**
 * @param {HTMLElement} section
 * @returns {Promise<State>}
 */
async function switchOn(section) {
  if ((await Notification.requestPermission()) !== "granted") {
    return Notification.permission === "denied" ? "refused" : "off";
  }
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  // One of another key, from before the site's secret changed, would be refused.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: section.dataset.key,
  });
  await ask(section.dataset.push ?? "", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(subscription),
  });
  return "on";
}

/**
 * @param {HTMLElement} section
 * @returns {Promise<State>}
 */
async function switchOff(section) {
  await ask(section.dataset.push ?? "", { method: "DELETE" });
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  return "off";
}

/**
 * @param {HTMLElement} section
 * @param {State} state
 */
function show(section, state) {
  for (const element of section.querySelectorAll("[data-push-words]")) {
    element.toggleAttribute("hidden", element.getAttribute("data-push-words") !== state);
  }
  section.querySelector("[data-push-on]")?.toggleAttribute("hidden", state !== "off");
  section.querySelector("[data-push-off]")?.toggleAttribute("hidden", state !== "on");
}
