/** The words of the desk, in English. */

/** @type {import('./i18n.js').Table} */
export const en = {
  'app.language': 'Language of this page',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.retry': 'Try again',

  'signin.title': 'Sign in to your desk',
  'signin.body':
    'This page opens with a sign-in link. Open the link that the service printed when it started, or ask the person who looks after this service for it.',
  'signin.example': 'The link looks like this:',
  'signin.bad': 'This sign-in link is not valid any more. Ask for a new one.',

  'setup.title': 'New conversation',
  'setup.lead': 'Choose who speaks which language. The captions appear while you speak.',
  'setup.staff': 'I speak',
  'setup.client': 'The client speaks',
  'quality.title': 'What to expect of the translation',
  'quality.into': 'into',
  'quality.A': 'Good for everyday matters. Read back what must not be wrong.',
  'quality.B':
    'Usable with care. Speak in short sentences; read back every number, date and “not”.',
  'quality.C': 'For single words and simple wishes only. Ask for a human interpreter.',
  'quality.unknown': 'Quality not measured',
  'setup.notice': 'Before you start, the client should know',
  'setup.start': 'Start the conversation',
  'setup.starting': 'Starting …',
  'setup.mic': 'The browser will ask whether this page may use the microphone.',
  'setup.fake': 'Practice service: it plays prepared texts and does not listen to what you say.',

  'desk.captions': 'Captions',
  'desk.empty.title': 'Ready when you are',
  'desk.empty.body':
    'Press the microphone button, or the space bar, and speak in short sentences, one person at a time.',
  'desk.you': 'you',
  'desk.client': 'client',
  'desk.ai': 'A computer translates. It can make mistakes. Nothing is recorded.',
  'desk.listen': 'Start listening',
  'desk.pause': 'Stop listening',
  'desk.opening': 'Opening the microphone …',
  'desk.space': 'or press Space',
  'desk.newer': 'Newer below',
  'desk.display': 'Client screen',
  'desk.invite': 'Invite a phone',
  'desk.end': 'End',
  'desk.people': 'People: {count}',
  'desk.offline':
    'The connection is gone. Up to 30 seconds of speech are kept and sent when it is back.',
  'desk.losing':
    'Speech is being lost, because the connection has been gone for too long. Please wait.',
  'desk.incomplete':
    'The connection was gone for too long. Something that was said may be missing above.',

  'talk.mode': 'How to talk',
  'talk.mode.hands_free': 'Hands-free',
  'talk.mode.tap': 'Tap to talk',
  'talk.mode.hold': 'Hold to talk',
  'talk.hold': 'Hold to talk',
  'talk.release': 'Let go when you are done',
  'talk.shared': 'Into this microphone speak',
  'talk.both': 'both of us',
  'flip.was': 'It was',

  'sound.open': 'Microphone',
  'sound.title': 'Microphone and pedals',
  'pedal.title': 'Foot pedals',
  'pedal.lead':
    'A foot pedal sends a key, like a keyboard. One can open the microphone for you, another one for the client. The pedal works wherever you are on this page, except while you type.',
  'pedal.learn': 'Learn the pedal',
  'pedal.press': 'Press the pedal now. Escape: leave it as it is.',
  'pedal.reserved':
    'The page itself needs this key. Set the pedal to another one, such as F13.',
  'pedal.forget': 'Forget it',

  'lag.value': '{seconds} s behind',

  'status.connecting': 'Connecting',
  'status.offline': 'No network',
  'status.reconnecting': 'Reconnecting',
  'status.busy': 'Service is busy',
  'status.stopped': 'Not connected',
  'status.audio_lost': 'Speech is being lost',
  'status.thinking': 'Thinking',
  'status.listening': 'Listening',
  'status.paused': 'Not listening',

  'level.label': 'Loudness of the microphone',
  'level.off': 'The microphone is off',
  'level.good': 'Sounds good',
  'level.silence': 'Nothing is heard. Is the right microphone plugged in and switched on?',
  'level.too_quiet': 'Very quiet. Come closer to the microphone.',
  'level.too_noisy': 'It is noisy here. Come closer to the microphone.',
  'level.clipping': 'Too loud. Move back a little.',

  'origin.spoken': 'spoken',
  'origin.typed': 'typed',
  'origin.translated': 'translated',
  'caption.corrected': 'corrected',
  'caption.redone': 'recognised again',
  'caption.outdated': 'being translated again …',
  'caption.pending': 'being translated …',
  'route.pivot': 'by way of {languages}',
  'route.speech': 'straight from the speech',
  'route.speech.pivot': 'from the speech, by way of {languages}',
  'route.other': 'in a roundabout way',
  'caption.unsure': 'The computer is not sure of this translation. Check that it was understood.',

  'mark.number': 'number: read it back',
  'mark.date': 'day or month: read it back',
  'mark.negation': '“not”: make sure that it was understood',
  'mark.uncertain': 'the computer is not sure of this word',
  'confidence.sure': 'probably right',
  'confidence.fair': 'fairly sure',

  'caption.failed.recognition': 'This could not be written down. Please say it again.',
  'caption.failed.translation': 'This could not be translated. Please say it in another way.',
  'caption.correct': 'Correct this text',
  'caption.save': 'Save correction',
  'caption.editing': 'Corrected text',
  'caption.gap': 'Here {seconds} s of speech were lost.',
  'caption.gap.unknown': 'Here some speech was lost.',

  'caption.former': 'Corrected {count} ×: what it said before',
  'check.ask': 'Check',
  'check.title': 'Translate this back, as a check',
  'check.asked': 'Being translated back …',
  'check.label': 'Translated back: a check, not a proof',
  'hint.long': 'A long turn. Next time, say it in short sentences.',
  'hint.idiom': '“{words}” may not survive the translation. Say it in plain words.',
  'hint.numbers': 'Numbers and dates: read them back.',

  'say.label': 'Type instead of speaking',
  'say.placeholder': 'Type in {language} …',
  'say.lang': 'Language of the typed text',
  'say.send': 'Send',

  'people.title': 'Who is here',
  'people.you': 'You, at the desk',
  'role.staff': 'Desk',
  'role.client': "Client's phone",
  'role.viewer': "Client's screen",
  'people.reads': 'reads {languages}',
  'people.remove': 'Remove',
  'people.allow': 'Let speak',
  'people.mute': 'Mute',
  'people.mic.off': 'microphone off',
  'people.mic.ready': 'may speak',
  'people.mic.open': 'microphone open',
  'people.alone': 'Nobody else has joined yet.',

  'terms.title': 'Terms',
  'terms.body':
    'These words are always translated like this, whatever their ending. Write the base form.',
  'terms.add': 'Add term',
  'terms.keep': 'Keep for this desk',
  'terms.added': 'Counts from the next words on.',
  'terms.none': 'There are no terms yet.',
  'terms.list': 'Terms of this conversation',
  'terms.missing': 'Not translated as agreed: {terms}',
  'terms.conflict.two_targets': '“{first}” is “{other}” in another entry. “{wanted}” counts now.',
  'terms.conflict.term_inside_term':
    '“{first}” is part of “{second}”. Where the longer one is said, it counts.',
  'terms.conflict.kept_and_translated':
    '“{first}” is kept in one entry and translated in another. The newer one counts.',
  'error.too_few_languages': 'Write the term in both languages.',
  'error.term_bad_letters': 'The term has letters that cannot be used.',
  'error.term_without_letters': 'The term has no letters.',
  'error.glossary_shipped': 'This desk has the name of a glossary that cannot be changed.',

  'invite.title': 'Invite a phone or another screen',
  'invite.scan': 'Point the camera of the phone here',
  'invite.type': 'or open {address} and type',
  'invite.qr': 'QR code with the link to join',
  'invite.left': 'Valid for {time}. The code works once.',
  'invite.local':
    'This address works on this computer only. Ask the person who looks after this service to set a public one.',
  'invite.expired': 'This invitation has expired.',
  'invite.renew': 'New invitation',

  'end.title': 'End this conversation?',
  'end.body': 'All text disappears from every screen and cannot be brought back.',
  'end.confirm': 'End and forget',
  'end.back': 'Go on talking',

  'ended.title': 'Forgotten',
  'ended.body':
    'The conversation has ended. Its text is gone from this page, from the client’s screens and from the service.',
  'ended.new': 'New conversation',

  'stopped.idle': 'The conversation was quiet for a long time, so the connection was closed.',
  'stopped.failed': 'The service had to stop this conversation because of an error.',
  'stopped.elsewhere': 'This conversation goes on in another tab or window.',
  'stopped.forbidden': 'This desk may not use this conversation.',
  'stopped.refused': 'Something went wrong between this page and the service. Reload the page.',
  'stopped.signed_out': 'You are not signed in any more. Open your sign-in link again.',
  'stopped.back': 'Go on here',

  'error.mic_denied':
    'The browser does not let this page use the microphone. Click the lock or microphone sign beside the address, allow the microphone, then try again.',
  'error.mic_absent': 'No microphone was found. Plug one in, then try again.',
  'error.mic_busy':
    'The microphone is used by another program. Close that program, then try again.',
  'error.mic_unplugged': 'The microphone was unplugged. Plug it in, then start listening again.',
  'error.mic_muted': 'The microphone is muted, by a switch on it or by the computer.',
  'error.mic_failed':
    'The microphone could not be started. Reload the page, or restart the browser.',
  'error.insecure_page':
    'The microphone needs a secure page. Open this page with an address that begins with https://, or on the computer that runs the service.',
  'error.busy':
    'The service has as many conversations as it can carry. Please try again in a moment.',
  'error.unreachable': 'The service cannot be reached. Check the network, then try again.',
  'error.unsupported_pair': 'This pair of languages is not offered.',
  'error.unsupported_language': 'This language is not offered.',
  'error.not_signed_in': 'You are not signed in any more. Open your sign-in link again.',
  'error.conversation_not_found': 'This conversation has ended.',
  'error.already_speaking': 'This desk already speaks in another tab or window.',
  'error.unknown_caption': 'This line is not there any more.',
  'error.unknown_participant': 'This phone is no longer here.',
  'error.caption_not_final': 'Wait until the sentence is finished, then correct it.',
  'error.audio_gone':
    'Its sound is not kept any more, so it cannot be recognised again. You can correct the text.',
  'error.flip_failed':
    'Nothing was understood in the other language, so the line stays as it is.',
  'error.not_allowed': 'This is not allowed here.',
  'error.text_empty': 'There is no text.',
  'error.no_translation': 'There is no finished translation to check yet.',
  'error.check_unavailable': 'No model here translates this back, so it cannot be checked.',
  'error.check_failed': 'This could not be translated back. Try again.',
  'error.too_many_checks': 'Wait until the other checks are done.',
  'error.too_many_tries': 'Too many tries. Wait a minute, then try again.',
  'error.popup_blocked':
    'The browser blocked the new window. Allow pop-up windows for this page, then try again.',
  'error.display_not_placed':
    'The client’s window is open. Drag it to the client’s screen, then press Full screen in it.',
  'error.no_languages': 'The service offers no pair of languages right now.',
  'error.unknown': 'That did not work ({code}). Please try again.',
};
