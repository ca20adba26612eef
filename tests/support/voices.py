"""Voices for a browser that has none: what the pages make it read aloud is noted, not heard."""

from __future__ import annotations

from typing import Final

_STUB: Final = """(() => {
const heard = (globalThis.heardAloud = []);
class Utterance { constructor(text) { this.text = text; } }
class Synthesis extends EventTarget {
  voices = [];
  current = null;
  getVoices() { return this.voices; }
  speak(utterance) {
    this.current = utterance;
    heard.push({ text: utterance.text, voice: utterance.voice.name });
  }
  cancel() {
    const broken = this.current;
    this.current = null;
    broken?.onerror({ error: 'canceled' });
  }
  finish() {
    const over = this.current;
    this.current = null;
    over.onend({});
  }
  fail(error) {
    const broken = this.current;
    this.current = null;
    broken.onerror({ error });
  }
  arrive(voices) {
    this.voices = voices;
    this.dispatchEvent(new Event('voiceschanged'));
  }
}
const synthesis = new Synthesis();
synthesis.voices = VOICES;
Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
globalThis.SpeechSynthesisUtterance = Utterance;
})()"""


def with_voices(*voices: str) -> str:
    """A script to run before a page's own.

    Args:
        voices: ``pt-PT local`` or ``pt-PT remote``; each is called so, too.
    """
    listed = [voice.split() for voice in voices]
    objects = ", ".join(
        f"{{ name: '{lang} {place}', lang: '{lang}', localService: {str(place == 'local').lower()}"
        ", default: false }"
        for lang, place in listed
    )
    return _STUB.replace("VOICES", f"[{objects}]")
