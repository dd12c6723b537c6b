const hour = 3_600_000
const day = 24 * hour

/** Milliseconds that clocks in a zone are ahead of UTC at an instant. */
function aheadOf(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'))
  return wall - Math.floor(at / 60_000) * 60_000
}

/** Nine in the morning of the day that lies `days` ahead, as the clocks of the zone say it. */
function nine(now: number, days: number, timeZone: string): string {
  const wall = now + aheadOf(now, timeZone)
  const morning = Math.floor(wall / day) * day + days * day + 9 * hour
  return new Date(morning - aheadOf(morning - aheadOf(now, timeZone), timeZone)).toISOString()
}

/** When a notice that is put off comes back: in an hour, tomorrow at nine, next Monday at nine. */
export function snoozeTimes(
  now: number,
  timeZone: string,
): { readonly hour: string; readonly tomorrow: string; readonly week: string } {
  const weekday = new Date(now + aheadOf(now, timeZone)).getUTCDay()
  return {
    hour: new Date(now + hour).toISOString(),
    tomorrow: nine(now, 1, timeZone),
    week: nine(now, (8 - weekday) % 7 || 7, timeZone),
  }
}
