// @ts-check
/** "New post" and "Quote" open the composer in a dialog; everything else about it is the page's own composer. */

import { textsOf } from "../lib/chain.js";
import { connectAll } from "../lib/connect.js";
import { openDialog, question } from "../lib/dialog.js";
import { writeDraft } from "../lib/drafts.js";
import { readHtml } from "../lib/fetch.js";
import { fromTemplate } from "../lib/swap.js";
import { isBlank } from "../lib/text.js";

const PATH = "/compose";

/** Start for the whole page. */
export function connectPage() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link instanceof HTMLAnchorElement && isPlain && !event.defaultPrevented) {
      take(event, new URL(link.href), link);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.method === "get" && !event.defaultPrevented) {
      const url = new URL(form.action);
      url.search = new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
      take(event, url, event.submitter ?? form);
    }
  });
}

/**
 * @param {Event} event
 * @param {URL} url
 * @param {Element} opener
 */
function take(event, url, opener) {
  const isOurs = url.origin === location.origin && url.pathname === PATH && location.pathname !== PATH;
  if (isOurs && document.getElementById("compose-template")) {
    event.preventDefault();
    open(url, opener).catch(() => location.assign(url));
  }
}

/**
 * @param {URL} url
 * @param {Element} opener
 */
async function open(url, opener) {
  if (document.querySelector("dialog[open]")) {
    return;
  }
  const page = new DOMParser().parseFromString(await readHtml(url.href), "text/html");
  const form = page.querySelector('form[data-behaviour~="composer"]');
  const dialog = fromTemplate("compose-template");
  if (!form || !(dialog instanceof HTMLDialogElement)) {
    throw new Error("no composer in the answer");
  }
  dialog.querySelector("[data-dialog-body]")?.append(document.adoptNode(form));
  openDialog(dialog, opener);
  // Until its scripts are there a press waits: it would send the form as a page.
  dialog.dataset.connecting = "";
  connectAll(dialog).then(() => delete dialog.dataset.connecting);
  dialog.querySelector("textarea")?.focus();
  dialog.addEventListener("skein:done", () => dialog.close());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(dialog);
  });
  dialog.querySelector("[data-dialog-cancel]")?.addEventListener("click", () => leave(dialog));
}

/**
 * Close, but never lose what was typed without a question.
 * @param {HTMLDialogElement} dialog
 */
async function leave(dialog) {
  const form = dialog.querySelector("form[data-draft-key]");
  const box = dialog.querySelector("textarea");
  const texts = form instanceof HTMLFormElement ? textsOf(form) : [];
  if (form instanceof HTMLFormElement && box && !texts.every(isBlank)) {
    const keeps = await question({
      title: "Keep this as a draft?",
      text: "It will be here when you come back.",
      yes: "Discard",
      no: "Keep draft",
    });
    if (keeps === null) {
      box.focus();
      return;
    }
    const key = form.dataset.draftKey ?? "new";
    dialog.close();
    writeDraft(key, keeps ? [] : texts);
    return;
  }
  dialog.close();
}
