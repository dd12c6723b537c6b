import type { Translate } from '@mortise/ui'
import type { messages } from './messages.ts'

/** How long was waited between two moments, in the two largest units that count: 1 day 2 hours. */
export function waitWords(t: Translate<keyof typeof messages>, from: string, to: string): string {
  const minutes = Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000))
  const parts = [
    ['waitDays', Math.floor(minutes / 1440)],
    ['waitHours', Math.floor((minutes % 1440) / 60)],
    ['waitMinutes', minutes % 60],
  ] as const
  return parts
    .filter(([, n]) => n > 0)
    .slice(0, 2)
    .map(([key, n]) => t(key, { n }))
    .join(' ')
}
