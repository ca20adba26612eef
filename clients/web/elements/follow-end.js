/**
 * A scrolling region that follows what is new, as long as the reader is near the end. A reader who
 * has scrolled back is left where they read; a button brings them to the end.
 */

import { h, icon } from './dom.js';

/** Nearer to the end than this share of the region: the reader follows. */
const NEAR_SHARE = 0.2;

export class FollowEnd {
  #scroller;
  #following = true;
  #top = 0;
  #button;

  /**
   * @param {HTMLElement} content
   * @param {HTMLElement} label text of the button
   * @param {(scroller: HTMLElement) => void} describe names the region for screen readers
   */
  constructor(content, label, describe) {
    this.#scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region' }, content);
    describe(this.#scroller);
    this.#button = h(
      'button',
      { class: 'button newer', type: 'button', hidden: true, click: () => this.#goToEnd() },
      icon('down'),
      label,
    );
    this.element = h('div', { class: 'follow' }, this.#scroller, this.#button);
    this.#scroller.addEventListener('scroll', () => this.#noteScroll(), { passive: true });
    const settle = new ResizeObserver(() => this.settle());
    settle.observe(this.#scroller);
    settle.observe(content);
  }

  /** The content has changed. */
  settle() {
    if (this.#following) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** Brings the focus to what is read. */
  focus() {
    this.#scroller.focus({ preventScroll: true });
  }

  #goToEnd() {
    this.#follow(true);
    this.settle();
    this.focus();
  }

  #noteScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const isBack = scrollTop < this.#top; // a region that has become smaller is no reader's doing
    this.#top = scrollTop;
    if (scrollHeight - clientHeight - scrollTop <= clientHeight * NEAR_SHARE) this.#follow(true);
    else if (isBack) this.#follow(false);
  }

  /** @param {boolean} following */
  #follow(following) {
    this.#following = following;
    this.#button.hidden = following;
  }
}
