/**
 * A browser keeps the last text in which a regular expression found something (`RegExp.$_`), be it
 * a caption, as long as the page is open.
 */

/** An empty text takes the place of the last one that was matched. */
export function forgetLastMatch() {
  /^/.test('');
}
