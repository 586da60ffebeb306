/* eslint-disable no-control-regex -- the control characters are what this is about */

/**
 * What a person wrote, without what nobody can have written: control characters other than line break and tab, and halves
 * of characters that lost their other half on the way. Everything a person can see stays as it is.
 */
export function writtenWords(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
}
