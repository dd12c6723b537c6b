import { randomInt, randomUUID } from 'node:crypto'

/** Words that nobody of low rank may ever see, by the place they were put. */
export type Plants = {
  /** A new word for a place; the same place may have many. */
  readonly word: (place: string) => string
  /** A number that nothing else is, as text. */
  readonly number: (place: string) => string
  /** A key for metadata. */
  readonly key: (place: string) => string
  /** Something known already (an id, a hash) is as secret. */
  readonly also: (place: string, word: string) => string
  /** Places whose words stand in a text and not in what was asked. */
  readonly seenIn: (answer: string, asked: string) => readonly string[]
}

/** Begins without any. */
export function openPlants(): Plants {
  const places = new Map<string, string>()
  // Numbers of two worlds must not be the same either.
  let numbers = 7_000_000_000 + randomInt(1_000_000_000)
  const put = (place: string, word: string): string => {
    places.set(word, place)
    return word
  }
  return {
    word: (place) => put(place, `CANARY-${randomUUID()}`),
    number: (place) => {
      numbers += 1_234_567
      const text = `${numbers}.25`
      put(place, Number(text).toLocaleString('en-US', { minimumFractionDigits: 2 }))
      return put(place, text)
    },
    key: (place) => put(place, `cx_${randomUUID().replaceAll('-', '').slice(0, 16)}`),
    also: put,
    seenIn: (answer, asked) => [
      ...new Set(
        [...places].filter(([word]) => answer.includes(word) && !asked.includes(word)).map(([, at]) => at),
      ),
    ],
  }
}
