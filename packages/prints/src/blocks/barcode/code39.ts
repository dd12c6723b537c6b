import { type Bars, barsFromWidths } from './bars.ts'

/** What Code 39 carries, in the order of `patterns`. */
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*'

/** Nine elements each, bar and gap in turn, `w` for wide, as in ISO/IEC 16388. */
const patterns = (
  'nnnwwnwnn wnnwnnnnw nnwwnnnnw wnwwnnnnn nnnwwnnnw wnnwwnnnn nnwwwnnnn nnnwnnwnw wnnwnnwnn nnwwnnwnn ' +
  'wnnnnwnnw nnwnnwnnw wnwnnwnnn nnnnwwnnw wnnnwwnnn nnwnwwnnn nnnnnwwnw wnnnnwwnn nnwnnwwnn nnnnwwwnn ' +
  'wnnnnnnww nnwnnnnww wnwnnnnwn nnnnwnnww wnnnwnnwn nnwnwnnwn nnnnnnwww wnnnnnwwn nnwnnnwwn nnnnwnwwn ' +
  'wwnnnnnnw nwwnnnnnw wwwnnnnnn nwnnwnnnw wwnnwnnnn nwwnwnnnn nwnnnnwnw wwnnnnwnn nwwnnnwnn nwnwnwnnn ' +
  'nwnwnnnwn nwnnnwnwn nnnwnwnwn nwnnwnwnn'
).split(' ')

/** Wide elements are three times the narrow ones. */
const wide = 3

/** A text as Code 39, small letters as capitals. Undefined when it has characters that Code 39 does not carry. */
export function code39Bars(text: string): Bars | undefined {
  const upper = text.toUpperCase()
  if (upper === '' || upper.includes('*') || [...upper].some((one) => !letters.includes(one)))
    return undefined
  const widths = [...`*${upper}*`].flatMap((letter, at, all) => {
    const elements = [...(patterns[letters.indexOf(letter)] ?? '')].map((one) => (one === 'w' ? wide : 1))
    return at === all.length - 1 ? elements : [...elements, 1]
  })
  return barsFromWidths(widths)
}
