/** How captions look on a screen of its own: which way up, and full screen, too. */

import { h, icon } from './dom.js';
import { ViewControls } from './view-controls.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../pages/reader/memory.js').Look} Look */

export class ScreenControls extends ViewControls {
  /**
   * @param {I18n} i18n
   * @param {import('./view-controls.js').Sizes} sizes
   * @param {Look} look to begin with
   * @param {(look: Look) => void} onLook
   */
  constructor(i18n, sizes, look, onLook) {
    super(i18n, sizes, look, onLook);
    this.element.append(
      this.#createToggle(i18n, 'turned', 'turn', 'view.turn'),
      this.#createToggle(i18n, 'mirrored', 'mirror', 'view.mirror'),
    );
    if (document.fullscreenEnabled) this.element.append(this.#createFullscreen(i18n));
  }

  /**
   * @param {I18n} i18n
   * @param {'turned' | 'mirrored'} property of the look
   * @param {import('./dom.js').IconName} picture
   * @param {string} key
   */
  #createToggle(i18n, property, picture, key) {
    const button = h(
      'button',
      {
        class: 'button',
        type: 'button',
        'aria-pressed': String(this.look[property] ?? false),
        click: () => {
          this.change({ [property]: !this.look[property] });
          button.setAttribute('aria-pressed', String(this.look[property]));
        },
      },
      icon(picture),
      i18n.text(h('span'), key),
    );
    return button;
  }

  /** @param {I18n} i18n */
  #createFullscreen(i18n) {
    return h(
      'button',
      {
        class: 'button',
        type: 'button',
        click: () =>
          document.fullscreenElement === null
            ? document.documentElement.requestFullscreen()
            : document.exitFullscreen(),
      },
      icon('expand'),
      i18n.text(h('span'), 'view.fullscreen'),
    );
  }
}
