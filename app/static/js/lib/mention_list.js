// @ts-check
/**
 * The list of people under a text box: WAI-ARIA's combobox pattern with a list box, moved through with the arrows while
 * the focus stays in the text. The box keeps its role, because a text of several lines may not be a `combobox`.
 */

import { readHtml } from "./fetch.js";
import { showChosen } from "./listbox.js";
import { parse } from "./swap.js";
import { say } from "./toast.js";

const WAIT_MS = 120;
/** The `@name` (or `@`) that ends at the cursor, by the server's rules: not inside a word, an address or another name. */
const STARTED = /(?:^|[^\p{L}\p{M}\p{N}_@＠/])@([\p{L}\p{M}\p{N}_.]{0,30})$/u;
const GOES_ON = /^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*/;
const MOVES = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);
let numbers = 0;

export class MentionList {
  /** @param {HTMLTextAreaElement} box */
  constructor(box) {
    this.box = box;
    /** @type {HTMLElement | null} */
    this.list = null;
    this.chosen = 0;
    /** The name that was closed with Escape, and where it stands: it does not open again by itself. */
    this.dismissed = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {AbortController | null} */
    this.asking = null;
  }

  /** @param {boolean} isComposing whether an input method is writing: what it writes is looked at when it is done */
  start(isComposing) {
    this.box.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) {
        this.look();
      }
    });
    this.box.addEventListener("compositionstart", () => this.close());
    this.box.addEventListener("compositionend", () => this.look());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("keyup", (event) => {
      if (MOVES.has(event.key)) {
        this.look();
      }
    });
    this.box.addEventListener("pointerup", () => this.look());
    this.box.addEventListener("blur", () => this.close());
    if (!isComposing) {
      this.look();
    }
  }

  /** The letters after the `@` before the cursor; null where there is no `@`. */
  get started() {
    if (this.box.selectionStart !== this.box.selectionEnd) {
      return null;
    }
    return STARTED.exec(this.box.value.slice(0, this.box.selectionEnd))?.[1] ?? null;
  }

  /** Ask for people when the cursor is behind the beginning of a name. */
  look() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const name = this.started;
    const place = `${name} ${this.box.selectionEnd}`;
    if (name === null || place === this.dismissed) {
      this.close();
      return;
    }
    this.dismissed = "";
    this.timer = setTimeout(() => this.find(name), WAIT_MS);
  }

  /** @param {string} name */
  async find(name) {
    const asking = new AbortController();
    this.asking = asking;
    try {
      const html = await readHtml(`/search/mentions?q=${encodeURIComponent(name)}`, {
        signal: asking.signal,
      });
      if (!asking.signal.aborted && name === this.started && document.activeElement === this.box) {
        this.show(parse(html));
      }
    } catch {
      // Without the list the name can still be typed.
      if (!asking.signal.aborted) {
        this.close();
      }
    }
  }

  /** @param {Element[]} options */
  show(options) {
    this.close();
    if (options.length === 0) {
      return;
    }
    numbers += 1;
    const list = document.createElement("ul");
    list.id = `mentions-${numbers}`;
    list.className = "listbox listbox-mentions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People");
    for (const [at, option] of options.entries()) {
      option.id = `${list.id}-${at}`;
    }
    list.append(...options);
    // Not "click": the box would lose the focus first.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[data-username]") : null;
      this.take(option);
    });
    this.list = list;
    this.box.after(list);
    list.style.top = `${this.box.offsetTop + this.box.offsetHeight}px`;
    this.box.setAttribute("aria-controls", list.id);
    this.choose(0);
    list.scrollIntoView({ block: "nearest" });
    say(options.length === 1 ? "1 person" : `${options.length} people`);
  }

  get options() {
    return this.list ? [...this.list.children] : [];
  }

  /** @param {number} index */
  choose(index) {
    const options = this.options;
    this.chosen = (index + options.length) % options.length;
    showChosen(this.box, options, this.chosen);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    // 229: the key belongs to an input method, in browsers that do not say so otherwise.
    const isForInput = event.isComposing || event.keyCode === 229;
    if (!this.list || isForInput || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      this.take(this.options[this.chosen]);
    } else if (event.key === "Escape") {
      // Closes the list, and not the dialog around the composer.
      event.preventDefault();
      event.stopPropagation();
      this.dismissed = `${this.started} ${this.box.selectionEnd}`;
      // What was asked for meanwhile does not open it again.
      clearTimeout(this.timer);
      this.asking?.abort();
      this.close();
    }
  }

  /**
   * Put a name in place of what was typed of it, the rest behind the cursor included.
   * @param {Element | null} option
   */
  take(option) {
    const username = option?.getAttribute("data-username");
    const typed = this.started;
    this.close();
    if (!username || typed === null) {
      return;
    }
    const cursor = this.box.selectionEnd;
    const rest = this.box.value.slice(cursor);
    const goesOn = GOES_ON.exec(rest)?.[0] ?? "";
    const hasSpace = rest.startsWith(" ", goesOn.length);
    this.box.setSelectionRange(cursor - typed.length, cursor + goesOn.length);
    this.write(hasSpace ? username : `${username} `);
    if (hasSpace) {
      const behind = this.box.selectionEnd + 1;
      this.box.setSelectionRange(behind, behind);
    }
  }

  /** @param {string} text */
  write(text) {
    // The only way that a person can undo; where a browser lacks it, the text is set.
    if (!document.execCommand?.("insertText", false, text)) {
      this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
      this.box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.box.removeAttribute("aria-controls");
    this.box.removeAttribute("aria-activedescendant");
  }
}
