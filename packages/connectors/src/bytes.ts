const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes as base64, with padding. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const all = (a << 16) | (b << 8) | c
    const left = bytes.length - at
    text += letters[all >> 18] ?? ''
    text += letters[(all >> 12) & 63] ?? ''
    text += left > 1 ? (letters[(all >> 6) & 63] ?? '') : '='
    text += left > 2 ? (letters[all & 63] ?? '') : '='
  }
  return text
}

/** Bytes as lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A value as RFC 3986 wants it in an address: more is escaped than the language does by itself. */
export function percent(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.codePointAt(0)?.toString(16).toUpperCase() ?? ''}`,
  )
}

/** A text cut to so many bytes of UTF-8, never within a letter. */
export function cutBytes(text: string, most: number): string {
  let [size, kept] = [0, '']
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
    if (size > most) return kept
    kept += letter
  }
  return kept
}
