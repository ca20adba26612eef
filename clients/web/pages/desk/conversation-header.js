/** What staff can do around a conversation: see who is here, let others in, end it. */

import { h, icon } from '../../elements/dom.js';
import { openClientWindow } from './client-window.js';
import { attempt, lazyWindow } from './lazy-window.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('../../state/store.js').Store} Store */

/**
 * @typedef {object} Desk
 * @property {Store} store
 * @property {readonly Language[]} languages of the conversation
 * @property {(lang: string) => string} nameOf the endonym of a language
 * @property {(participant: string, microphone: boolean) => void} onAllow
 * @property {boolean} isKept the text can be had for a while after the end
 * @property {() => Promise<void>} onEnd
 */

export class ConversationHeader {
  #i18n;
  #api;
  #conversation;
  #desk;
  #peopleText = h('span');
  #invitations;
  element;

  /**
   * @param {I18n} i18n
   * @param {StaffApi} api
   * @param {string} conversation
   * @param {Desk} desk
   */
  constructor(i18n, api, conversation, desk) {
    this.#i18n = i18n;
    this.#api = api;
    this.#conversation = conversation;
    this.#desk = desk;
    const place = (/** @type {HTMLElement} */ window) => this.element.append(window);
    const people = lazyWindow(
      async () => (await import('./people-dialog.js')).PeopleDialog,
      (PeopleDialog) =>
        new PeopleDialog(i18n, desk.store, {
          nameOf: desk.nameOf,
          onAllow: desk.onAllow,
          onRemove: (participant) => this.#try(() => api.remove(conversation, participant)),
        }),
      place,
    );
    const terms = lazyWindow(
      async () => (await import('./terms-dialog.js')).TermsDialog,
      (TermsDialog) => new TermsDialog(i18n, api, conversation, desk.languages),
      place,
    );
    const copies = lazyWindow(
      async () => (await import('./export-dialog.js')).ExportDialog,
      (ExportDialog) => new ExportDialog(i18n, api, conversation),
      place,
    );
    const end = lazyWindow(
      async () => (await import('./end-dialog.js')).createEndDialog,
      (createEndDialog) => createEndDialog(i18n, desk.isKept, () => this.#try(desk.onEnd)),
      place,
    );
    this.#invitations = lazyWindow(
      async () => (await import('./invite-dialog.js')).InviteDialog,
      (InviteDialog) =>
        new InviteDialog(i18n, desk.store, {
          nameOf: desk.nameOf,
          onRenew: () => this.#try(() => this.#invite('show')),
        }),
      place,
    );
    this.element = h(
      'div',
      { class: 'actions' },
      this.#button('people', this.#peopleText, async () => (await people()).open()),
      this.#button('screen', 'desk.display', () => this.#openDisplay()),
      this.#button('phone', 'desk.invite', () => this.#invite()),
      this.#button('book', 'terms.title', async () => (await terms()).open()),
      this.#button('down', 'desk.export', async () => (await copies()).open()),
      this.#button('end', 'desk.end', async () => (await end()).open(), 'button-end'),
    );
    desk.store.subscribe((state, before) => {
      if (state.participants !== before.participants) this.#update(state);
    });
    this.#update(desk.store.state);
  }

  /** @param {State} state */
  #update({ participants }) {
    this.#i18n.text(this.#peopleText, 'desk.people', { count: participants.length });
  }

  /**
   * @param {import('../../elements/dom.js').IconName} picture
   * @param {HTMLElement | string} label element, or key of the text
   * @param {() => Promise<void> | void} run
   * @param {string} [kind]
   */
  #button(picture, label, run, kind = '') {
    const text = typeof label === 'string' ? this.#i18n.text(h('span'), label) : label;
    text.classList.add('action-text');
    const click = () => this.#try(async () => run());
    return h(
      'button',
      { class: `button action action-${picture} ${kind}`, type: 'button', click },
      icon(picture),
      text,
    );
  }

  /** Opens the client's screen. Must be called from a click. */
  showDisplay() {
    return this.#try(() => this.#openDisplay());
  }

  /** Lets a phone in. */
  invite() {
    return this.#try(() => this.#invite());
  }

  /** @param {'open' | 'show'} how show: in a window that is open */
  async #invite(how = 'open') {
    const invitation = await this.#api.invite(this.#conversation);
    (await this.#invitations())[how](invitation);
  }

  async #openDisplay() {
    const problem = await openClientWindow(
      async () => new URL((await this.#api.invite(this.#conversation, 'viewer')).link).hash,
    );
    if (problem !== null) this.#desk.store.dispatch({ kind: 'failed', code: problem });
  }

  /** @param {() => Promise<void>} action */
  #try(action) {
    return attempt(this.#desk.store, action);
  }
}
