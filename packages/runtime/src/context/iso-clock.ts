/**
 * A clock as text: ISO, UTC, with milliseconds. Many ask within one millisecond, and of a second only its end is written
 * anew: to ask costs a tenth of `toISOString`. `clock` gives milliseconds since 1970.
 */
export function isoClock(clock: () => number): () => string {
  let last = { at: Number.NaN, text: '' }
  let second = { at: Number.NaN, text: '' }
  return () => {
    const at = Math.trunc(clock())
    if (at === last.at) return last.text
    const whole = Math.floor(at / 1000)
    if (whole !== second.at) second = { at: whole, text: new Date(whole * 1000).toISOString().slice(0, -4) }
    last = { at, text: `${second.text}${String(at - whole * 1000).padStart(3, '0')}Z` }
    return last.text
  }
}
