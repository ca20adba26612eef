/** Hands a document over to the browser, which saves it where the person wants it. */

const KEPT_MS = 10_000;

/**
 * @param {Blob} document
 * @param {string} name of the file
 */
export function saveDocument(document, name) {
  const url = URL.createObjectURL(document);
  const link = window.document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read only later.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
