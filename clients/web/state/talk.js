/**
 * When the desk listens, and to which language, from what is pressed: its buttons, the space bar,
 * pedals. Pure but for the clock, which comes from outside.
 */

/** @typedef {import('../net/timers.js').Timers} Timers */
/** @typedef {'hands_free' | 'tap' | 'hold'} TalkMode */

/** @type {readonly TalkMode[]} in the order in which they are offered */
export const TALK_MODES = ['hands_free', 'tap', 'hold'];

/** People let go while they still say their last syllable. */
export const RELEASE_TAIL_MS = 250;

/**
 * @typedef {object} TalkActions
 * @property {(speaks: string) => void} talk listen, to this language or to both (`PAIR`)
 * @property {() => void} hush listen no more
 * @property {() => string | null} talking what is listened to; null while nothing is
 */

export class TalkControl {
  #actions;
  #timers;
  #mode;
  /** @type {string | null} the button or key that is held */
  #held = null;
  /** @type {(() => void) | null} calls off the end of what was held */
  #keepOn = null;

  /**
   * @param {TalkActions} actions
   * @param {Timers} timers
   * @param {TalkMode} mode
   */
  constructor(actions, timers, mode) {
    this.#actions = actions;
    this.#timers = timers;
    this.#mode = mode;
  }

  get mode() {
    return this.#mode;
  }

  /** @param {TalkMode} mode another way to talk begins in silence */
  set mode(mode) {
    this.#letGo();
    if (this.#actions.talking() !== null) this.#actions.hush();
    this.#mode = mode;
  }

  /**
   * A button or a key goes down.
   *
   * @param {string} source which one; the newest counts while several are held
   * @param {string} speaks
   */
  press(source, speaks) {
    if (this.#mode !== 'hold') {
      this.toggle(speaks);
      return;
    }
    this.#letGo();
    this.#held = source;
    this.#actions.talk(speaks);
  }

  /** @param {string} source that goes up */
  release(source) {
    if (this.#held !== source) return;
    this.#held = null;
    this.#keepOn = this.#timers.after(RELEASE_TAIL_MS, () => this.#end());
  }

  /**
   * A click without a press: assistive technology cannot hold.
   *
   * @param {string} speaks
   */
  toggle(speaks) {
    this.#letGo();
    if (this.#actions.talking() === speaks) this.#actions.hush();
    else this.#actions.talk(speaks);
  }

  /** The page is left: nobody can tell any more when a key goes up. */
  interrupt() {
    if (this.#held !== null || this.#keepOn !== null) this.#end();
  }

  #end() {
    this.#letGo();
    this.#actions.hush();
  }

  #letGo() {
    this.#held = null;
    this.#keepOn?.();
    this.#keepOn = null;
  }
}
