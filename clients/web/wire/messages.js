/**
 * Every message of `tulkki.v1`, as the browser sees it. The exported schema in docs/protocol is the
 * truth; a test holds this file to it.
 */

import { boolean, integer, list, number, object, oneOf, optional, string } from './shapes.js';

export const PROTOCOL = 'tulkki.v1';
export const MAX_TEXT_CHARS = 2_000;
const MAX_READS = 8;

const language = string({ pattern: /^[a-z]{2,3}$/ });
const spoken = string({ pattern: /^([a-z]{2,3}|pair)$/ });
const role = oneOf('staff', 'client', 'viewer');
const reads = list(language, { min: 1, max: MAX_READS });
const text = string({ min: 1, max: MAX_TEXT_CHARS });
const position = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const seq = optional(integer());
const captionId = string({ min: 1, max: 32 });

const pair = list(language, { min: 2, max: 2 });
const lastSeen = object({ epoch: string({ min: 1, max: 64 }), seq: position });
const trackOffer = object({ speaks: spoken, sample_rate: integer() });

export const CLIENT_MESSAGES = {
  hello: object({
    type: oneOf('hello'),
    ticket: string({ min: 1, max: 128 }),
    reads,
    last: optional(lastSeen),
    track: optional(trackOffer),
  }),
  pause: object({ type: oneOf('pause') }),
  resume: object({ type: oneOf('resume') }),
  speaks: object({ type: oneOf('speaks'), speaks: spoken }),
  say: object({ type: oneOf('say'), text, lang: language }),
  show: object({
    type: oneOf('show'),
    phrase: string({ pattern: /^[a-z_]{1,32}\.[a-z_]{1,32}$/ }),
  }),
  correct: object({ type: oneOf('correct'), caption: captionId, text }),
  flip: object({ type: oneOf('flip'), caption: captionId }),
  reads: object({ type: oneOf('reads'), reads }),
  allow: object({
    type: oneOf('allow'),
    participant: string({ min: 1, max: 32 }),
    microphone: boolean,
  }),
  check: object({ type: oneOf('check'), caption: captionId, lang: language }),
  repeat: object({ type: oneOf('repeat'), caption: optional(captionId) }),
  interpreter: object({
    type: oneOf('interpreter'),
    status: optional(oneOf('wanted', 'withdrawn', 'coming', 'answered'), 'wanted'),
  }),
  consent: object({ type: oneOf('consent') }),
  bye: object({ type: oneOf('bye') }),
};

const participantState = object({
  id: string(),
  role,
  reads: list(language),
  speaks: optional(spoken),
  may_speak: optional(boolean, false),
  listening: optional(boolean, false),
  consented: optional(boolean, false),
  wants_interpreter: optional(boolean, false),
});

const spokenWord = object({
  start: integer({ min: 0 }),
  end: integer({ min: 0 }),
  start_s: optional(number()),
  end_s: optional(number()),
  probability: optional(number({ min: 0, max: 1 })),
});

const version = object({
  text: string(),
  participant: string(),
  role,
  at_s: optional(number()),
  ai_generated: boolean,
});

const mark = object({
  start: integer({ min: 0 }),
  end: integer({ min: 0 }),
  kind: oneOf('number', 'date', 'negation', 'uncertain'),
});

const missingTerm = object({ source: string(), target: string() });

export const SERVER_MESSAGES = {
  ready: object({
    type: oneOf('ready'),
    conversation: string(),
    participant: string(),
    role,
    pair,
    practice: optional(boolean, false),
    epoch: string(),
    seq: integer(),
    recovered: boolean,
    track: optional(object({ next_sample: integer() })),
    limits: object({
      max_message_bytes: integer(),
      max_audio_bytes: integer(),
      max_text_chars: integer(),
      max_unacknowledged_s: number(),
    }),
  }),
  caption: object({
    type: oneOf('caption'),
    seq,
    id: string(),
    revision: integer(),
    participant: string(),
    role,
    lang: language,
    committed: string(),
    tentative: string(),
    final: boolean,
    corrected: optional(boolean, false),
    redone: optional(boolean, false),
    corrections: optional(integer(), 0),
    history: optional(list(version)),
    typed: optional(boolean, false),
    at_s: optional(number()),
    start_s: optional(number()),
    end_s: optional(number()),
    words: optional(list(spokenWord)),
    marks: optional(list(mark)),
    phrase: optional(string()),
    ai_generated: boolean,
    model: optional(string()),
  }),
  translation: object({
    type: oneOf('translation'),
    seq,
    caption: string(),
    lang: language,
    revision: integer(),
    source_revision: integer(),
    committed: string(),
    tentative: string(),
    final: boolean,
    corrected: optional(boolean, false),
    redone: optional(boolean, false),
    phrase: optional(string()),
    ai_generated: optional(boolean, true),
    model: string(),
    route: optional(string(), 'direct'),
    confidence: optional(number({ min: 0, max: 1 })),
    marks: optional(list(mark)),
    terms_missing: optional(list(missingTerm)),
  }),
  participants: object({ type: oneOf('participants'), participants: list(participantState) }),
  audio_ack: object({ type: oneOf('audio_ack'), samples: integer() }),
  lag: object({ type: oneOf('lag'), participant: string(), seconds: number() }),
  notice: object({
    type: oneOf('notice'),
    seq,
    code: string(),
    participant: optional(string()),
    caption: optional(string()),
    lang: optional(language),
    seconds: optional(number()),
  }),
  check_result: object({
    type: oneOf('check_result'),
    caption: string(),
    lang: language,
    revision: integer(),
    text: string(),
    model: string(),
    route: string(),
  }),
  error: object({
    type: oneOf('error'),
    code: string(),
    message: string(),
    retry_after_s: optional(integer({ min: 0 })),
  }),
  bye: object({ type: oneOf('bye'), code: string() }),
};

/** @typedef {ReturnType<typeof SERVER_MESSAGES.ready>} Ready */
/** @typedef {ReturnType<typeof SERVER_MESSAGES.caption>} Caption */
/** @typedef {ReturnType<typeof SERVER_MESSAGES.translation>} Translation */
/** @typedef {ReturnType<typeof SERVER_MESSAGES.participants>} Participants */
/** @typedef {ReturnType<typeof SERVER_MESSAGES.check_result>} CheckResult */
/** @typedef {ReturnType<typeof SERVER_MESSAGES.notice>} Notice */
/** @typedef {ReturnType<typeof SERVER_MESSAGES.error>} Refusal */
/** @typedef {ReturnType<typeof participantState>} ParticipantState */
/** @typedef {ReturnType<typeof mark>} Mark */
/** @typedef {ReturnType<typeof version>} Version */
/** @typedef {'wanted' | 'withdrawn' | 'coming' | 'answered'} InterpreterStatus */
/** @typedef {ReturnType<(typeof SERVER_MESSAGES)[keyof typeof SERVER_MESSAGES]>} ServerMessage */

/** @typedef {{type: 'hello', ticket: string, reads: string[], last?: {epoch: string, seq: number}, track?: {speaks: string, sample_rate: number}}} Hello */
/** @typedef {Hello | {type: 'pause'} | {type: 'resume'} | {type: 'speaks', speaks: string} | {type: 'say', text: string, lang: string} | {type: 'show', phrase: string} | {type: 'correct', caption: string, text: string} | {type: 'flip', caption: string} | {type: 'reads', reads: string[]} | {type: 'allow', participant: string, microphone: boolean} | {type: 'check', caption: string, lang: string} | {type: 'repeat', caption?: string} | {type: 'interpreter', status?: InterpreterStatus} | {type: 'consent'} | {type: 'bye'}} ClientMessage */
