type Parts = {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
  readonly second: string
}

/** What the clock on the wall shows; ISO dates stand for themselves, instants are taken into the time zone. */
function partsOf(value: string, timeZone: string): Parts | undefined {
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
  if (date) {
    const [, year = '', month = '', day = ''] = date
    return { year, month, day, hour: '00', minute: '00', second: '00' }
  }
  if (!/^\d{4}-\d\d-\d\dT/.test(value) || Number.isNaN(Date.parse(value))) return undefined
  const found = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(value))
  const part = (type: string): string => found.find((one) => one.type === type)?.value ?? ''
  return {
    year: part('year').padStart(4, '0'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

const places: { readonly [letter: string]: keyof Parts } = {
  y: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  m: 'minute',
  s: 'second',
}

/** Whether a pattern is for dates: it names a year, month or day, or hours with minutes. */
export function isDatePattern(pattern: string): boolean {
  return /yyyy|yy|M|d|HH|mm/.test(pattern) && !/[#0]/.test(pattern)
}

/**
 * Writes a date or instant by a pattern: `yyyy年M月d日`, `yyyy-MM-dd HH:mm`. One letter gives the number as it is, two
 * pad it to two digits. Undefined when the value is no date.
 */
export function formatDate(value: string, pattern: string, timeZone: string): string | undefined {
  const parts = partsOf(value, timeZone)
  if (parts === undefined) return undefined
  return pattern.replace(/y+|M+|d+|H+|m+|s+/g, (run) => {
    const name = places[run.charAt(0)]
    if (name === undefined) return run
    const text = parts[name]
    if (name === 'year') return run.length === 2 ? text.slice(-2) : text
    return run.length === 1 ? String(Number(text)) : text
  })
}
