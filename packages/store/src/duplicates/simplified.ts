import { Converter } from 'opencc-js/t2cn'

let convert: ((text: string) => string) | undefined
const known = new Map<string, string>()

function convertOne(letter: string): string {
  // The dictionary is large, and many workspaces never ask.
  const converter = convert ?? (Converter({ from: 't', to: 'cn' }) as (text: string) => string)
  convert = converter
  const plain = converter(letter)
  known.set(letter, plain)
  return plain
}

/** Traditional characters as simplified ones, one by one: `雲嶺` is `云岭`. */
export function simplified(text: string): string {
  let made = ''
  for (const letter of text) {
    if (letter <= '\u2e7f') {
      made += letter
      continue
    }
    const plain = known.get(letter) ?? convertOne(letter)
    made += plain
  }
  return made
}
