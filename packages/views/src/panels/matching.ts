import { useEffect, useState } from 'react'

type Spell = (text: string) => readonly string[]

let spell: Spell | undefined
let asked: Promise<void> | undefined

/** Syllables of Chinese characters, fetched when somebody first searches: `线索` is `xian`, `suo`. */
function loadSpelling(): Promise<void> {
  asked ??= import('pinyin-pro').then(({ pinyin }) => {
    spell = (text) => pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  })
  return asked
}

/**
 * Whether a name answers to what was typed: by its letters, by the sound of its characters (`xiansuo`), or by the first
 * letters of the sounds (`xs`). Until the sounds are there, by its letters alone.
 */
export function matches(name: string, typed: string, sounds: Spell | undefined = spell): boolean {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '' || name.toLowerCase().includes(wanted)) return true
  if (sounds === undefined || !/^[a-z0-9' ]+$/.test(wanted)) return false
  const parts = sounds(name).map((part) => part.toLowerCase())
  const plain = wanted.replaceAll(/['\s]/g, '')
  // Only from the beginning of a syllable: `an` is not in `xian`.
  const tails = parts.map((_, at) => parts.slice(at))
  return tails.some(
    (tail) =>
      tail.join('').startsWith(plain) ||
      tail
        .map((part) => part.charAt(0))
        .join('')
        .startsWith(plain),
  )
}

/** `matches`, with the sounds once they have come. */
export function useMatches(): (name: string, typed: string) => boolean {
  const [, setReady] = useState(spell !== undefined)
  useEffect(() => {
    let current = true
    void loadSpelling().then(
      () => (current ? setReady(true) : undefined),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [])
  return matches
}
