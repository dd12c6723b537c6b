let table: ReadonlyMap<string, readonly number[]> | undefined

/** What two bytes of GB18030 mean, turned round. */
function pairs(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030')
  const made = new Map<string, readonly number[]>()
  for (let a = 0x81; a <= 0xfe; a += 1)
    for (let b = 0x40; b <= 0xfe; b += 1) {
      const sign = b === 0x7f ? '' : decoder.decode(Uint8Array.from([a, b]))
      if (sign.length === 1 && sign !== '\uFFFD') made.set(sign, [a, b])
    }
  return made
}

/** A text as Chinese table programs write it: one byte for ASCII, two for the signs of GBK. */
export function gb18030(text: string): Buffer {
  table ??= pairs()
  const known = table
  return Buffer.from(
    [...text].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : [...(known.get(sign) ?? [])])),
  )
}
