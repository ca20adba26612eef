/**
 * When to draw: what is final at once, with the next frame; what may still change at most five
 * times a second, because text that flickers cannot be read.
 */

export const TENTATIVE_INTERVAL_MS = 200;

export class Redraw {
  #draw;
  #timers;
  #requestFrame;
  #drawnAtMs = -Infinity;
  #frameAsked = false;
  /** @type {(() => void) | null} calls off the drawing that is planned for later */
  #callOff = null;

  /**
   * @param {() => void} draw
   * @param {import('../net/timers.js').Timers} timers
   * @param {(action: () => void) => void} requestFrame
   */
  constructor(draw, timers, requestFrame) {
    this.#draw = draw;
    this.#timers = timers;
    this.#requestFrame = requestFrame;
  }

  /** @param {boolean} urgent something became final */
  request(urgent) {
    if (this.#frameAsked) return;
    const waitMs = this.#drawnAtMs + TENTATIVE_INTERVAL_MS - this.#timers.now();
    if (urgent || waitMs <= 0) this.#askFrame();
    else this.#callOff ??= this.#timers.after(waitMs, () => this.#askFrame());
  }

  #askFrame() {
    this.#callOff?.();
    this.#callOff = null;
    this.#frameAsked = true;
    this.#requestFrame(() => {
      this.#frameAsked = false;
      this.#drawnAtMs = this.#timers.now();
      this.#draw();
    });
  }
}
