/** Marks that turn the writing direction round: they make texts around them read as something else. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A text of a file as it may stand among others on a screen: in its own direction, and not longer than helps. */
export function seenText(text: string, most: number = 160): string {
  const plain = text.replaceAll(turning, '')
  // By characters, so that no emoji is cut in two.
  return plain.length > most
    ? `${Array.from(plain.slice(0, most * 2))
        .slice(0, most)
        .join('')}…`
    : plain
}
