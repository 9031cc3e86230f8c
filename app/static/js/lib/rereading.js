// @ts-check
/** Reading from the server what may have been missed: until it succeeds, and is as new as what was told meanwhile. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export class Rereading {
  /** @param {() => Promise<unknown>} read takes over what the server has now; rejects when that could not be read */
  constructor(read) {
    this.read = read;
    this.isWanted = false;
    this.isUnderway = false;
  }

  /** Read now, or once more after what is under way. */
  async want() {
    this.isWanted = true;
    if (this.isUnderway) {
      return;
    }
    this.isUnderway = true;
    for (let longest = FIRST_MS; this.isWanted; longest = Math.min(LONGEST_MS, 2 * longest)) {
      this.isWanted = false;
      await this.read().catch(() => this.outdate());
      if (this.isWanted) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
      }
    }
    this.isUnderway = false;
  }

  /** Something was told that an answer under way may not know yet, and would take back. */
  outdate() {
    this.isWanted = this.isUnderway;
  }
}
