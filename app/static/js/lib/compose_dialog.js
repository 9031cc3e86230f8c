// @ts-check
/** The composer in a dialog; everything else about it is the page's own composer. */

import { textsOf } from "./chain.js";
import { connectAll } from "./connect.js";
import { openDialog, question } from "./dialog.js";
import { forgetSending, writeDraft } from "./drafts.js";
import { readHtml } from "./fetch.js";
import { fromTemplate } from "./swap.js";
import { isBlank } from "./text.js";

/**
 * Rejects when there is no composer to be had.
 * @param {URL} url
 * @param {Element} opener
 */
export async function openComposer(url, opener) {
  const page = new DOMParser().parseFromString(await readHtml(url.href), "text/html");
  if (document.querySelector("dialog[open]")) {
    // A second press came first.
    return;
  }
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
    forgetSending(key);
    return;
  }
  dialog.close();
}
