const mail = /[\p{L}\p{N}._%+-]+[@＠][\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const address = /(?:https?:\/\/|www\.)[^\s<>"'，。；、）)]+/giu
// Numbers are written in groups, too: 138-1234-5678, (0755) 8888 9999. A month has six digits: it stays.
const digits = /\p{Nd}{6,}|\p{Nd}(?:[\s().\-–—·]{0,2}\p{Nd}){6,}/gu

/** Words without what somebody could be reached by: addresses lead nowhere, and of long numbers the length remains. */
export function withoutContacts(words: string): string {
  return words
    .replace(mail, 'user@example.com')
    .replace(address, 'https://example.com')
    .replace(digits, (one) => one.replace(/\p{Nd}/gu, '0'))
}
