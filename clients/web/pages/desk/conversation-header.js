/** What staff can do around a conversation: see who is here, let others in, end it. */

import { Dialog } from '../../elements/dialog.js';
import { h, icon } from '../../elements/dom.js';
import { InvitationPanel } from '../../elements/invitation-panel.js';
import { PeoplePanel } from '../../elements/people-panel.js';
import { ApiError } from '../../net/api.js';
import { browserTimers } from '../../net/timers.js';
import { openClientWindow, PopupBlocked } from './client-window.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('../../state/store.js').Store} Store */

export class ConversationHeader {
  #i18n;
  #api;
  #conversation;
  #store;
  #people;
  #peopleText = h('span');
  #invitation;
  #invite;
  element;

  /**
   * @param {I18n} i18n
   * @param {StaffApi} api
   * @param {string} conversation
   * @param {{store: Store, nameOf: (lang: string) => string, onEnd: () => Promise<void>}} page
   */
  constructor(i18n, api, conversation, { store, nameOf, onEnd }) {
    this.#i18n = i18n;
    this.#api = api;
    this.#conversation = conversation;
    this.#store = store;
    this.#people = new PeoplePanel(i18n, nameOf, (participant) =>
      this.#try(() => api.remove(conversation, participant)),
    );
    this.#invitation = new InvitationPanel(i18n, browserTimers, () => this.#renewInvitation());
    this.#invite = new Dialog(
      i18n,
      'invite.title',
      this.#invitation.element,
      this.#closeButton(() => this.#invite.close()),
    );
    this.#invite.onClose(() => this.#invitation.hide());
    const people = new Dialog(
      i18n,
      'people.title',
      this.#people.element,
      this.#closeButton(() => people.close()),
    );
    const end = this.#createEndDialog(onEnd);
    this.element = h(
      'div',
      { class: 'actions' },
      this.#button('people', this.#peopleText, () => people.open()),
      this.#button('screen', 'desk.display', () => this.#openDisplay()),
      this.#button('phone', 'desk.invite', () => this.#openInvitation()),
      this.#button('end', 'desk.end', () => end.open(), 'button-end'),
      people.element,
      this.#invite.element,
      end.element,
    );
    store.subscribe((state, before) => {
      if (state.participants !== before.participants || state.self !== before.self)
        this.#update(state);
    });
    this.#update(store.state);
  }

  /** @param {State} state */
  #update({ participants, self }) {
    this.#i18n.text(this.#peopleText, 'desk.people', { count: participants.length });
    this.#people.update(participants, self?.participant ?? '');
  }

  /**
   * @param {import('../../elements/dom.js').IconName} picture
   * @param {HTMLElement | string} label element, or key of the text
   * @param {() => void} run
   * @param {string} [kind]
   */
  #button(picture, label, run, kind = '') {
    const text = typeof label === 'string' ? this.#i18n.text(h('span'), label) : label;
    text.classList.add('action-text');
    return h(
      'button',
      { class: `button action action-${picture} ${kind}`, type: 'button', click: run },
      icon(picture),
      text,
    );
  }

  /** @param {() => void} close */
  #closeButton(close) {
    const button = this.#i18n.text(
      h('button', { class: 'button', type: 'button', click: close }),
      'app.close',
    );
    return h('div', { class: 'dialog-buttons' }, button);
  }

  /** @param {() => Promise<void>} onEnd */
  #createEndDialog(onEnd) {
    const confirm = h('button', {
      class: 'button button-danger',
      type: 'button',
      click: () => this.#try(onEnd).then(() => dialog.close()),
    });
    const back = h('button', {
      class: 'button',
      type: 'button',
      autofocus: true,
      click: () => dialog.close(),
    });
    const dialog = new Dialog(
      this.#i18n,
      'end.title',
      this.#i18n.text(h('p', { class: 'lead' }), 'end.body'),
      h(
        'div',
        { class: 'dialog-buttons' },
        this.#i18n.text(back, 'end.back'),
        this.#i18n.text(confirm, 'end.confirm'),
      ),
    );
    return dialog;
  }

  #openInvitation() {
    return this.#try(async () => {
      this.#invitation.show(await this.#api.invite(this.#conversation));
      this.#invite.open();
    });
  }

  #renewInvitation() {
    return this.#try(async () => this.#invitation.show(await this.#api.invite(this.#conversation)));
  }

  #openDisplay() {
    return this.#try(() =>
      openClientWindow(
        async () => new URL((await this.#api.invite(this.#conversation)).display_link).hash,
      ),
    );
  }

  /**
   * Tells what went wrong, in the bar of the page.
   *
   * @param {() => Promise<void>} action
   */
  async #try(action) {
    try {
      await action();
    } catch (error) {
      if (error instanceof ApiError) this.#store.dispatch({ kind: 'failed', code: error.code });
      else if (error instanceof PopupBlocked)
        this.#store.dispatch({ kind: 'failed', code: 'popup_blocked' });
      else throw error;
    }
  }
}
