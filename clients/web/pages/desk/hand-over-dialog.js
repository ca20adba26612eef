/** How the desk reaches a human interpreter, and what the client is told. Loaded when it is wanted. */

import { Choice } from '../../elements/choice.js';
import { createClosableDialog } from '../../elements/closable-dialog.js';
import { h, icon } from '../../elements/dom.js';
import { endonym } from '../../elements/language-picker.js';
import { wishesOf } from '../../state/calls.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').Desk} Desk */
/** @typedef {import('../../wire/messages.js').InterpreterStatus} InterpreterStatus */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class HandOverDialog {
  #i18n;
  #call;
  #dialog;
  #undo;
  element;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {{desk: Desk | null, client: Language}} where
   */
  constructor(i18n, call, { desk, client }) {
    this.#i18n = i18n;
    this.#call = call;
    this.#undo = this.#button('handover.undo', 'withdrawn');
    this.#dialog = createClosableDialog(
      i18n,
      'handover.title',
      this.#createContact(desk),
      this.#createWords(desk?.handover_reasons ?? [], client),
      i18n.text(h('p', { class: 'lead' }), 'handover.tell'),
      h(
        'div',
        { class: 'handover-answers' },
        this.#button('handover.coming', 'coming', 'button-primary'),
        this.#button('handover.answered', 'answered'),
        this.#undo,
      ),
    );
    this.element = this.#dialog.element;
  }

  open() {
    const { state } = this.#call.store;
    this.#undo.hidden = !wishesOf(state).has(state.self?.participant ?? '');
    this.#dialog.open();
  }

  /** @param {Desk | null} desk */
  #createContact(desk) {
    const { handover_contact: contact = '', handover_phone: phone = '' } = desk ?? {};
    if (contact === '' && phone === '')
      return this.#i18n.text(h('p', { class: 'warning' }), 'handover.none');
    const call = h(
      'a',
      { class: 'button', href: `tel:${phone.replace(/[^\d+*#]/g, '')}` },
      icon('phone'),
      h('bdi', { dir: 'ltr' }, phone),
    );
    return h(
      'div',
      { class: 'handover-contact' },
      contact !== '' && h('p', { dir: 'auto' }, contact),
      phone !== '' && call,
    );
  }

  /**
   * What to say to the interpreters. The reason stays in this window.
   *
   * @param {readonly string[]} reasons
   * @param {Language} client
   */
  #createWords(reasons, client) {
    const reason = h('p', { dir: 'auto' });
    const choice = new Choice(this.#i18n.text(h('span'), 'handover.reason'), (value) => {
      reason.textContent = value;
    });
    choice.offer(reasons.map((value) => ({ value, label: h('bdi', {}, value) })));
    return h(
      'div',
      { class: 'handover-words' },
      reasons.length > 0 && choice.element,
      h('p', {}, this.#i18n.text(h('span'), 'handover.language'), ' ', endonym(client)),
      reason,
    );
  }

  /**
   * @param {string} key
   * @param {InterpreterStatus} status
   * @param {string} [kind]
   */
  #button(key, status, kind = '') {
    const click = () => {
      this.#call.interpreter(status);
      this.#dialog.close(); // what could not be sent is told on the page
    };
    return this.#i18n.text(h('button', { class: `button ${kind}`, type: 'button', click }), key);
  }
}
