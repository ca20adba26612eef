/** What staff can do around a conversation: see who is here, let others in, end it. */

import { Dialog } from '../../elements/dialog.js';
import { h, icon } from '../../elements/dom.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { openClientWindow, PopupBlocked } from './client-window.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('../../state/store.js').Store} Store */
/** @typedef {import('./export-dialog.js').ExportDialog} ExportDialog */
/** @typedef {import('./invite-dialog.js').InviteDialog} InviteDialog */
/** @typedef {import('./people-dialog.js').PeopleDialog} PeopleDialog */
/** @typedef {import('./terms-dialog.js').TermsDialog} TermsDialog */

export class ConversationHeader {
  #i18n;
  #api;
  #conversation;
  #store;
  #peopleText = h('span');
  #people;
  /** @type {PeopleDialog | null} until it is first opened */
  #peopleDialog = null;
  /** @type {InviteDialog | null} until it is first opened */
  #inviteDialog = null;
  #languages;
  /** @type {TermsDialog | null} until it is first opened */
  #termsDialog = null;
  /** @type {ExportDialog | null} until it is first opened */
  #exportDialog = null;
  element;

  /**
   * @param {I18n} i18n
   * @param {StaffApi} api
   * @param {string} conversation
   * @param {object} page
   * @param {Store} page.store
   * @param {readonly Language[]} page.languages of the conversation
   * @param {(lang: string) => string} page.nameOf the endonym of a language
   * @param {(participant: string, microphone: boolean) => void} page.onAllow
   * @param {() => Promise<void>} page.onEnd
   */
  constructor(i18n, api, conversation, { store, languages, nameOf, onAllow, onEnd }) {
    this.#i18n = i18n;
    this.#api = api;
    this.#conversation = conversation;
    this.#store = store;
    this.#languages = languages;
    this.#people = {
      nameOf,
      onAllow,
      onRemove: (/** @type {string} */ participant) =>
        this.#try(() => api.remove(conversation, participant)),
    };
    const end = this.#createEndDialog(onEnd);
    this.element = h(
      'div',
      { class: 'actions' },
      this.#button('people', this.#peopleText, () => this.#openPeople()),
      this.#button('screen', 'desk.display', () => this.#openDisplay()),
      this.#button('phone', 'desk.invite', () => this.#openInvitation()),
      this.#button('book', 'terms.title', () => this.#openTerms()),
      this.#button('down', 'desk.export', () => this.#openExport()),
      this.#button('end', 'desk.end', () => end.open(), 'button-end'),
      end.element,
    );
    store.subscribe((state, before) => {
      if (state.participants !== before.participants) this.#update(state);
    });
    this.#update(store.state);
  }

  /** @param {State} state */
  #update({ participants }) {
    this.#i18n.text(this.#peopleText, 'desk.people', { count: participants.length });
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

  #openPeople() {
    return this.#try(async () => {
      const Window = await loadModule(async () => (await import('./people-dialog.js')).PeopleDialog);
      this.#peopleDialog ??= this.#add(new Window(this.#i18n, this.#store, this.#people));
      this.#peopleDialog.open();
    });
  }

  #openTerms() {
    return this.#try(async () => {
      const Window = await loadModule(async () => (await import('./terms-dialog.js')).TermsDialog);
      this.#termsDialog ??= this.#add(
        new Window(this.#i18n, this.#api, this.#conversation, this.#languages),
      );
      await this.#termsDialog.open();
    });
  }

  #openInvitation() {
    return this.#try(async () => {
      const Window = await loadModule(async () => (await import('./invite-dialog.js')).InviteDialog);
      const invitation = await this.#api.invite(this.#conversation);
      this.#inviteDialog ??= this.#add(new Window(this.#i18n, () => this.#renewInvitation()));
      this.#inviteDialog.open(invitation);
    });
  }

  #renewInvitation() {
    return this.#try(async () =>
      this.#inviteDialog?.show(await this.#api.invite(this.#conversation)),
    );
  }

  /**
   * @template {PeopleDialog | InviteDialog | TermsDialog | ExportDialog} D
   * @param {D} dialog
   * @returns {D}
   */
  #add(dialog) {
    this.element.append(dialog.element);
    return dialog;
  }

  #openExport() {
    return this.#try(async () => {
      const Window = await loadModule(async () => (await import('./export-dialog.js')).ExportDialog);
      this.#exportDialog ??= this.#add(new Window(this.#i18n, this.#api, this.#conversation));
      this.#exportDialog.open();
    });
  }

  #openDisplay() {
    return this.#try(async () => {
      const isPlaced = await openClientWindow(
        async () => new URL((await this.#api.invite(this.#conversation)).display_link).hash,
      );
      if (!isPlaced) this.#store.dispatch({ kind: 'failed', code: 'display_not_placed' });
    });
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
