/** What runs a conversation. Loaded when there is one. */

export { ConversationHeader } from './conversation-header.js';
export { ConversationView } from './conversation-view.js';
export { DeskCall } from './desk-call.js';
export { ReadAloud } from './read-aloud.js';
export { DeskCalls } from './desk-calls.js';
