// @ts-check
/** Writing a post or a reply: counter, draft, and the new post on the page before the server has answered. */

import { addBox, boxesIn, CHANGED, isMoreThanText, refreshChain, textsOf } from "../lib/chain.js";
import { LIMIT, showCounter } from "../lib/counter.js";
import { forgetSending, notedSending, readDraft, writeDraft } from "../lib/drafts.js";
import { post, RequestError } from "../lib/fetch.js";
import { putInFront } from "../lib/posts.js";
import { parse } from "../lib/swap.js";
import { isBlank } from "../lib/text.js";
import { say, showToast } from "../lib/toast.js";
import { SORRY } from "../lib/words.js";

const DRAFT_MS = 300;
const TOO_LONG = `A post holds ${LIMIT} characters. Shorten it a little.`;
const EMPTY = "Write something first.";
const WRITING = 'textarea[name="body"]';
/** Fired on `document` when a draft was posted, for other boxes that hold it too. */
const SENT = "skein:sent";
/** Fired on the form before it is sent; listeners put promises into its detail. */
const SENDING = "skein:sending";
let numbers = 0;

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  const box = form.querySelector(WRITING);
  const button = form.querySelector("[data-send]");
  if (box instanceof HTMLTextAreaElement && button instanceof HTMLButtonElement) {
    new Composer(form, box, button).start();
  }
}

/** What a post needs on its way is fetched with the first letter of one. */
const loadSending = () => Promise.all([import("../lib/pending.js"), import("../lib/sending.js")]);

class Composer {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLTextAreaElement} box
   * @param {HTMLButtonElement} button
   */
  constructor(form, box, button) {
    this.form = form;
    this.box = box;
    this.button = button;
    this.problem = form.querySelector("[data-problem]");
    /** Where the further posts of a thread are written; a reply and an edit have none. */
    this.chain = form.querySelector('[data-behaviour~="chain"]');
    /** Empty: nothing is kept, as for an edit. */
    this.draftKey = form.dataset.draftKey ?? "";
    this.left = LIMIT;
    this.isBusy = false;
    /** Everything is uploaded, and the form may go as a page. */
    this.isReady = false;
    /** The word on the button: Post or Reply. */
    this.restWords = button.textContent?.trim() ?? "";
    /** What was read from the draft or written into it last. */
    this.keptTexts = "";
    /** What an attempt whose answer got lost said: the same is sent with the same nonce, so that it stays one post. */
    this.lostText = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.draftTimer = undefined;
  }

  start() {
    if (this.problem) {
      // A second composer in a dialog must not share the id.
      numbers += 1;
      this.problem.id = `composer-problem-${numbers}`;
    }
    this.restoreDraft();
    this.finishSending();
    this.box.addEventListener("input", () => this.changed());
    this.form.addEventListener("keydown", (event) => {
      const isWriting = event.target instanceof Element && event.target.matches(WRITING);
      if (isWriting && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.form.requestSubmit(this.button.disabled ? null : this.button);
      }
    });
    this.form.addEventListener("submit", (event) => {
      if (this.form.dataset.mode === "edit") {
        // The answer is the post's page: nothing of this one stays.
        return;
      }
      if (event.submitter?.hasAttribute("formaction") || this.isForLater()) {
        this.sendAsPage(event);
        return;
      }
      event.preventDefault();
      this.send();
    });
    window.addEventListener("pagehide", () => this.keepDraft());
    document.addEventListener(SENT, (event) => {
      const { form, draftKey } = /** @type {CustomEvent} */ (event).detail;
      if (form !== this.form && draftKey === this.draftKey && !this.isBusy) {
        this.clear();
      }
    });
    this.form.addEventListener(CHANGED, () => this.changed());
    if (location.hash === "#reply" && this.form.id === "reply") {
      this.box.focus();
    }
    this.refresh();
  }

  changed() {
    // By the time that it is sent they are there.
    loadSending().catch(() => {});
    forgetSending(this.draftKey);
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.keepDraft(), DRAFT_MS);
    this.refresh();
  }

  keepDraft() {
    clearTimeout(this.draftTimer);
    if (this.draftKey && this.form.isConnected) {
      const texts = textsOf(this.form);
      // Another composer of the page can have kept a newer text: one in which nothing was typed says nothing.
      if (String(texts) !== this.keptTexts) {
        this.keptTexts = String(texts);
        writeDraft(this.draftKey, texts);
      }
    }
  }

  /** All boxes of the draft, in their order; what the server wrote into the page comes first. */
  restoreDraft() {
    const isEmpty = this.box.value === "" && (!this.chain || boxesIn(this.chain).length === 0);
    if (this.draftKey && isEmpty) {
      const [first = "", ...more] = readDraft(this.draftKey);
      this.box.value = first;
      if (this.chain && more.length > 0) {
        for (const text of more) {
          addBox(this.chain, text);
        }
        refreshChain(this.chain);
      }
    }
    this.keptTexts = String(textsOf(this.form));
  }

  /** What an earlier page sent without hearing of it needs no draft any more. */
  async finishSending() {
    // Now, before anything is changed: then it is not meant any more.
    const noted = notedSending(this.draftKey);
    if (noted === null) {
      return;
    }
    const texts = textsOf(this.form);
    const [, { finishSending }] = await loadSending();
    const response = await finishSending(this.draftKey, noted, this.form.action, texts);
    if (response && String(textsOf(this.form)) === String(texts)) {
      this.succeeded(parse(await response.text()), null, null);
    }
  }

  refresh() {
    this.left = showCounter(this.form, this.box.value, this.left);
    const longOne = this.form.dataset.chainOver ?? "";
    this.button.disabled = this.left < 0 || longOne !== "";
    this.showProblem(
      this.left < 0 ? TOO_LONG : longOne && `Post ${longOne} is too long. ${TOO_LONG}`,
      "",
      this.left < 0,
    );
    if (!CSS.supports("field-sizing", "content")) {
      this.box.style.height = "auto";
      this.box.style.height = `${this.box.scrollHeight}px`;
    }
  }

  /**
   * @param {string} words empty: all is well
   * @param {string} [traceId]
   * @param {boolean} [isOfFirst] whether the first text is what is wrong; the boxes of a thread mark themselves
   */
  showProblem(words, traceId = "", isOfFirst = true) {
    if (!(this.problem instanceof HTMLElement)) {
      return;
    }
    if (this.problem.textContent !== words) {
      this.problem.textContent = words;
    }
    this.problem.title = traceId ? `Trace id ${traceId}` : "";
    if (words && isOfFirst) {
      this.box.setAttribute("aria-invalid", "true");
      this.box.setAttribute("aria-describedby", this.problem.id);
    } else {
      this.box.removeAttribute("aria-invalid");
      this.box.removeAttribute("aria-describedby");
    }
  }

  async send() {
    const text = this.box.value;
    if (this.isBusy || this.button.disabled) {
      return;
    }
    if (isBlank(text) && !isMoreThanText(this.form)) {
      this.showProblem(EMPTY);
      this.box.focus();
      return;
    }
    this.keepDraft();
    this.showProblem("");
    this.setBusy(true, "Uploading");
    if (!(await this.isUploaded())) {
      this.setBusy(false);
      return;
    }
    this.setBusy(true);
    const said = JSON.stringify(
      [...new FormData(this.form)].filter(([name, value]) => name !== "nonce" && typeof value === "string"),
    );
    if (this.lostText !== "" && this.lostText !== said) {
      this.renewNonce();
    }
    /** @type {HTMLElement | null} */
    let pending = null;
    try {
      const [{ placeFor, showPending }, { noteSending }] = await loadSending();
      const place = placeFor(this.form);
      pending = showPending(place, text);
      const fields = new FormData(this.form);
      noteSending(this.draftKey, fields);
      const response = await post(this.form.action, fields, { keepalive: true });
      this.succeeded(parse(await response.text()), place, pending);
    } catch (error) {
      pending?.remove();
      this.failed(error, said);
    } finally {
      this.setBusy(false);
    }
  }

  /**
   * Save a draft or a post with a time: the answer is another page, once everything is uploaded.
   * @param {SubmitEvent} event
   */
  async sendAsPage(event) {
    if (this.isReady) {
      this.forgetDraft();
      return;
    }
    event.preventDefault();
    if (this.isBusy) {
      return;
    }
    this.setBusy(true, "Uploading");
    this.isReady = await this.isUploaded();
    this.setBusy(false);
    // Not before this event is over: a form refuses to be sent while it is being sent.
    setTimeout(() => {
      if (this.isReady) {
        this.form.requestSubmit(event.submitter);
        this.isReady = false;
      }
    });
  }

  /** Wait for pictures that are on their way; false when one of them is not coming. */
  async isUploaded() {
    /** @type {Promise<boolean>[]} */
    const waits = [];
    this.form.dispatchEvent(new CustomEvent(SENDING, { detail: waits }));
    return (await Promise.all(waits)).every(Boolean);
  }

  /**
   * @param {Element[]} articles
   * @param {import("../lib/pending.js").Place | null} place
   * @param {HTMLElement | null} pending
   */
  succeeded(articles, place, pending) {
    if (place) {
      place.put(articles, pending);
      say(this.form.elements.namedItem("reply_to_id") ? "Reply posted" : "Posted");
    } else {
      const url = articles[0]?.getAttribute("data-url");
      const sent = document.querySelector("[data-sent-posts]");
      if (sent) {
        putInFront(sent, articles);
      }
      showToast({ text: "Posted", act: url ? { word: "View", run: () => location.assign(url) } : undefined });
    }
    this.clear();
    this.clearParts();
    writeDraft(this.draftKey, []);
    forgetSending(this.draftKey);
    this.renewNonce();
    this.form.dispatchEvent(new CustomEvent("skein:done", { bubbles: true }));
    document.dispatchEvent(new CustomEvent(SENT, { detail: { form: this.form, draftKey: this.draftKey } }));
  }

  /**
   * @param {unknown} error
   * @param {string} said
   */
  failed(error, said) {
    if (!(error instanceof RequestError && error.status === 0)) {
      forgetSending(this.draftKey);
    }
    if (!(error instanceof RequestError)) {
      console.error("Skein: the composer failed", error);
      this.showProblem(`Your post didn't go through. ${SORRY}`);
      return;
    }
    const field = Object.values(error.fields)[0];
    const isOurFault = error.status === 0 || error.status >= 500;
    this.lostText = isOurFault ? said : "";
    if (!isOurFault) {
      this.renewNonce();
    }
    this.showProblem(
      field ?? (isOurFault ? `Your post didn't go through. ${error.message}` : error.message),
      error.traceId,
    );
    this.box.focus({ preventScroll: true });
  }

  clear() {
    this.box.value = "";
    this.lostText = "";
    if (this.chain) {
      for (const box of boxesIn(this.chain)) {
        box.remove();
      }
      refreshChain(this.chain);
    }
    clearTimeout(this.draftTimer);
    this.refresh();
  }

  /** Whether a time to publish it is set. */
  isForLater() {
    const field = this.form.elements.namedItem("publish_at");
    return field instanceof HTMLInputElement && field.value !== "";
  }

  /** The server keeps it from here on. */
  forgetDraft() {
    clearTimeout(this.draftTimer);
    if (this.draftKey) {
      writeDraft(this.draftKey, []);
      this.draftKey = "";
    }
  }

  /** Poll, content note and the like: folded and empty again. */
  clearParts() {
    for (const part of this.form.querySelectorAll("details[data-composer-part]")) {
      part.removeAttribute("open");
      for (const field of part.querySelectorAll("input, select")) {
        if (field instanceof HTMLSelectElement) {
          field.selectedIndex = [...field.options].findIndex((option) => option.defaultSelected);
        } else if (field instanceof HTMLInputElement && field.type === "checkbox") {
          field.checked = false;
        } else if (field instanceof HTMLInputElement) {
          field.value = "";
        }
      }
    }
  }

  renewNonce() {
    const nonce = this.form.elements.namedItem("nonce");
    if (nonce instanceof HTMLInputElement) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      nonce.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    this.lostText = "";
  }

  /**
   * @param {boolean} isBusy
   * @param {string} [words] on the button meanwhile
   */
  setBusy(isBusy, words = "Posting") {
    this.isBusy = isBusy;
    this.box.readOnly = isBusy;
    this.form.toggleAttribute("data-sending", isBusy);
    this.button.style.minWidth = isBusy ? this.button.style.minWidth || `${this.button.offsetWidth}px` : "";
    this.button.setAttribute("aria-busy", String(isBusy));
    const place = [...this.button.childNodes].find(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    if (place) {
      place.textContent = isBusy ? words : this.restWords;
    }
  }
}
