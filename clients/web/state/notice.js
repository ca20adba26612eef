/** What a client is told of keeping depends on whether the desk keeps the text for a while. */

/**
 * @param {number} retentionH hours for which the text can be had after the end
 * @returns {'notice.text' | 'notice.kept'} key of the opening words that are true here
 */
export function noticeKey(retentionH) {
  return retentionH > 0 ? 'notice.kept' : 'notice.text';
}
