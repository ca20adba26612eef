/** The way in for one phone: a picture to scan, a code to type, how long they hold, who has come. */

import { clock } from '../state/clock.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/staff-api.js').Invitation} Invitation */

const CODE_GROUP = 3;
/** Names that lead every machine to itself. */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

export class InvitationPanel {
  #i18n;
  #timers;
  #qr = h('img', { class: 'qr', width: 264, height: 264 });
  #address = h('p', { class: 'invite-address' });
  #code = h('p', { class: 'code' });
  #local;
  #left = h('p', { class: 'soft' });
  #used = h('p', { class: 'invite-used', role: 'status' });
  #renew;
  element;
  #expiresAtMs = 0;
  /** @type {(() => void) | null} calls off the next tick */
  #callOff = null;

  /**
   * @param {I18n} i18n
   * @param {import('../net/timers.js').Timers} timers
   * @param {() => void} onRenew
   */
  constructor(i18n, timers, onRenew) {
    this.#i18n = i18n;
    this.#timers = timers;
    i18n.attribute(this.#qr, 'alt', 'invite.qr');
    this.#local = i18n.text(h('p', { class: 'soft', hidden: true }), 'invite.local');
    this.#renew = i18n.text(
      h('button', { class: 'button', type: 'button', click: onRenew }),
      'invite.renew',
    );
    const scan = i18n.text(h('p'), 'invite.scan');
    const typed = h(
      'div',
      { class: 'invite-typed' },
      this.#address,
      this.#code,
      this.#local,
      this.#left,
      this.#used,
      this.#renew,
    );
    this.element = h(
      'div',
      { class: 'invitation' },
      h('div', { class: 'invite-scan' }, this.#qr, scan),
      typed,
    );
  }

  /** @param {Invitation} invitation */
  show({ code, link, qr_svg: qrSvg, expires_s: expiresS }) {
    this.#used.textContent = '';
    this.#left.hidden = false;
    const { host, hostname } = new URL(link);
    this.#local.hidden = !LOCAL_NAMES.has(hostname);
    this.#i18n.text(this.#address, 'invite.type', { address: `${host}/join` });
    this.#code.replaceChildren(...codeGroups(code ?? ''));
    this.#qr.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrSvg)}`;
    this.#expiresAtMs = this.#timers.now() + expiresS * 1000;
    this.#tick();
  }

  /** @param {string} languages that are read by the phone that has come in */
  showUsed(languages) {
    this.#stop();
    this.#left.hidden = true;
    this.element.classList.add('is-expired');
    this.#i18n.text(this.#used, 'invite.used', { languages });
  }

  /** Nobody looks at it any more. */
  hide() {
    this.#stop();
    this.#qr.removeAttribute('src');
    this.#code.replaceChildren();
  }

  #stop() {
    this.#callOff?.();
    this.#callOff = null;
  }

  #tick() {
    this.#stop();
    const leftS = Math.max(0, Math.ceil((this.#expiresAtMs - this.#timers.now()) / 1000));
    this.element.classList.toggle('is-expired', leftS === 0);
    if (leftS === 0) {
      this.#i18n.text(this.#left, 'invite.expired');
      return;
    }
    this.#i18n.text(this.#left, 'invite.left', { time: clock(leftS) });
    this.#callOff = this.#timers.after(1000, () => this.#tick());
  }
}

/** @param {string} code */
function codeGroups(code) {
  return [code.slice(0, CODE_GROUP), code.slice(CODE_GROUP)].map((group) =>
    h('bdi', { dir: 'ltr' }, group),
  );
}
