/** What a page knows, and how every event changes it. Pure: the same events give the same state. */

import { withCaption, withTranslation } from './captions.js';
import { CHECK_REFUSALS, withAsked, withoutAsked, withResult } from './checks.js';

/** @typedef {import('../wire/messages.js').ServerMessage} ServerMessage */
/** @typedef {import('../wire/messages.js').Ready} Ready */
/** @typedef {import('../wire/messages.js').Notice} Notice */
/** @typedef {import('../wire/messages.js').ParticipantState} ParticipantState */
/** @typedef {import('../net/connection.js').Phase} Phase */
/** @typedef {import('../net/connection.js').Reason} Reason */
/** @typedef {import('../capture/microphone.js').MicrophoneCode} MicrophoneCode */

/** @typedef {'closed' | 'opening' | 'listening' | 'paused'} MicStatus */
/** @typedef {'waiting' | 'given' | 'taken'} Permission whether staff let this participant speak */

/**
 * @typedef {object} State
 * @property {{phase: Phase, reason: Reason | null, wasOpen: boolean}} connection
 * @property {Pick<Ready, 'conversation' | 'participant' | 'role' | 'pair' | 'practice' | 'epoch' | 'limits'> |
 *   null} self
 * @property {number} shownBefore finals up to this number were there when the page came; they are
 *   not read aloud
 * @property {import('./captions.js').Rows} rows
 * @property {number} finals final messages taken in so far: when it rises, something is there to
 *   stay
 * @property {readonly Notice[]} notices by number
 * @property {number} answersPutAway answers to a wish for an interpreter up to this number have been
 *   read
 * @property {import('./checks.js').Checks} checks
 * @property {boolean} incomplete something that was said may be missing above
 * @property {readonly ParticipantState[]} participants
 * @property {boolean} phoneCame a client has taken part by a phone, which may be away by now
 * @property {Readonly<Record<string, number>>} lags seconds behind the voice, by participant
 * @property {{status: MicStatus, problem: MicrophoneCode | null}} mic
 * @property {Permission} permission
 * @property {boolean} audioGivenUp what was said while the line was down will not all arrive
 * @property {string | null} error code of what the server refused last, until put away
 */

/**
 * @typedef {import('../net/connection.js').PhaseEvent
 *   | import('../net/connection.js').MessageEvent
 *   | import('../net/connection.js').HoleEvent
 *   | {kind: 'audio_given_up'}
 *   | {kind: 'mic', status: MicStatus}
 *   | {kind: 'mic_problem', problem: MicrophoneCode | null}
 *   | {kind: 'check_asked', caption: string, lang: string}
 *   | {kind: 'failed', code: string}
 *   | {kind: 'sent'}
 *   | {kind: 'answers_put_away'}
 *   | {kind: 'error_put_away'}} Event
 */

const KEPT_NOTICES = 100;
/** @type {ReadonlySet<Reason>} after these nothing that was said stays in the page */
const FORGETTING = new Set(['ended', 'idle', 'failed', 'removed', 'left', 'forbidden']);

/** @type {State} */
export const INITIAL_STATE = {
  connection: { phase: 'off', reason: null, wasOpen: false },
  self: null,
  shownBefore: 0,
  rows: new Map(),
  finals: 0,
  notices: [],
  answersPutAway: 0,
  checks: {},
  incomplete: false,
  participants: [],
  phoneCame: false,
  lags: {},
  mic: { status: 'closed', problem: null },
  permission: 'waiting',
  audioGivenUp: false,
  error: null,
};

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  switch (event.kind) {
    case 'message':
      return receive(state, event.message);
    case 'connection':
      return withPhase(state, event);
    case 'hole':
      return { ...state, incomplete: true };
    case 'audio_given_up':
      return { ...state, audioGivenUp: true };
    case 'mic':
      return { ...state, mic: { ...state.mic, status: event.status } };
    case 'mic_problem':
      return { ...state, mic: { ...state.mic, problem: event.problem } };
    case 'check_asked':
      return { ...state, checks: withAsked(state.checks, event.caption, event.lang) };
    case 'failed':
      return { ...state, error: event.code };
    case 'sent':
      return state.error === null ? state : { ...state, error: null };
    case 'answers_put_away':
      return { ...state, answersPutAway: state.notices.at(-1)?.seq ?? 0 };
    case 'error_put_away':
      return { ...state, error: null, incomplete: false };
  }
}

/**
 * @param {State} state
 * @param {ServerMessage} message
 * @returns {State}
 */
function receive(state, message) {
  switch (message.type) {
    case 'ready':
      return greet(state, message);
    case 'caption':
      return withRows(state, withCaption(state.rows, message), message.final);
    case 'translation':
      return withRows(state, withTranslation(state.rows, message), message.final);
    case 'notice':
      return { ...state, notices: withNotice(state.notices, message) };
    case 'participants':
      return withParticipants(state, message.participants);
    case 'lag':
      return { ...state, lags: { ...state.lags, [message.participant]: message.seconds } };
    case 'check_result':
      return { ...state, checks: withResult(state.checks, message) };
    case 'error':
      return withError(state, message.code);
    default:
      return state;
  }
}

/**
 * @param {State} state
 * @param {string} code
 * @returns {State}
 */
function withError(state, code) {
  const checks = CHECK_REFUSALS.has(code) ? withoutAsked(state.checks) : state.checks;
  return { ...state, checks, error: code };
}

/**
 * @param {State} before
 * @param {State['participants']} participants
 * @returns {State}
 */
function withParticipants(before, participants) {
  const phoneCame = before.phoneCame || participants.some(({ role }) => role === 'client');
  const state = { ...before, participants, phoneCame };
  const own = participants.find(({ id }) => id === state.self?.participant);
  if (own?.may_speak) return { ...state, permission: 'given' };
  const permission = state.permission === 'waiting' ? 'waiting' : 'taken';
  return { ...state, permission };
}

/**
 * @param {State} state
 * @param {State['rows']} rows
 * @param {boolean} final
 * @returns {State}
 */
function withRows(state, rows, final) {
  return rows === state.rows ? state : { ...state, rows, finals: state.finals + Number(final) };
}

/**
 * @param {State} state
 * @param {Ready} ready
 * @returns {State}
 */
function greet(state, ready) {
  const { conversation, participant, role, pair, practice, epoch, limits } = ready;
  const before = state.self;
  // Another log knows nothing of the rows of this one; their revisions cannot be compared.
  const sameLog = before === null || before.epoch === epoch;
  return {
    ...state,
    self: { conversation, participant, role, pair, practice, epoch, limits },
    shownBefore: ready.recovered ? state.shownBefore : ready.seq,
    rows: sameLog ? state.rows : new Map(),
    notices: sameLog ? state.notices : [],
    answersPutAway: sameLog ? state.answersPutAway : 0,
    checks: sameLog ? withoutAsked(state.checks) : {},
    incomplete: state.incomplete || (before !== null && !ready.recovered),
    lags: {},
    audioGivenUp: false,
  };
}

/**
 * @param {State} state
 * @param {import('../net/connection.js').PhaseEvent} event
 * @returns {State}
 */
function withPhase(state, { phase, reason }) {
  const wasOpen = state.connection.wasOpen || phase === 'open';
  const connection = { phase, reason, wasOpen };
  if (phase === 'stopped' && reason !== null && FORGETTING.has(reason))
    return { ...INITIAL_STATE, connection };
  return { ...state, connection };
}

/**
 * @param {readonly Notice[]} notices
 * @param {Notice} notice
 * @returns {readonly Notice[]}
 */
function withNotice(notices, notice) {
  if (notice.seq !== null && notices.some(({ seq }) => seq === notice.seq)) return notices;
  return [...notices, notice]
    .sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity))
    .slice(-KEPT_NOTICES);
}
