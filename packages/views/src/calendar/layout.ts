import { byStart, lanesOf, type Span } from '../period/spans.ts'

/** A piece of a span in one week: columns 0 to 6 and how it goes on before and after. */
export type Piece = {
  readonly span: Span
  readonly lane: number
  readonly column: number
  readonly days: number
  readonly before: boolean
  readonly after: boolean
}

/** Which days a row shows, and the record that is being moved: it stands on top, so that it is never crowded out. */
export type WeekAsk = {
  readonly first: number
  readonly length?: number
  readonly moving?: string | undefined
}

/** The pieces of a row of days, in lanes. */
export function piecesOf(spans: readonly Span[], { first, length = 7, moving }: WeekAsk): readonly Piece[] {
  const rest = (span: Span): number => (span.record.id === moving ? 0 : 1)
  const sorted = spans
    .filter(({ from, to }) => from.day < first + length && to.day >= first)
    .toSorted((a, b) => rest(a) - rest(b) || byStart(a, b))
  // Lanes are filled from left to right: what moves takes the first lane for itself.
  const [top] = sorted
  const here = top === undefined || rest(top) === 1 ? lanesOf(sorted) : [[top], ...lanesOf(sorted.slice(1))]
  return here.flatMap((lane, at) =>
    lane.map((span) => {
      const column = Math.max(0, span.from.day - first)
      const last = Math.min(length - 1, span.to.day - first)
      return {
        span,
        lane: at,
        column,
        days: last - column + 1,
        before: span.from.day < first,
        after: span.to.day >= first + length,
      }
    }),
  )
}

/** Where an event stands in the hours of a day: minutes from and to, its column and how many share the line. */
export type Slot = {
  readonly span: Span
  readonly top: number
  readonly bottom: number
  readonly column: number
  readonly columns: number
}

/** Events that don't fit side by side: how many, and where they would begin. */
export type Crowd = { readonly top: number; readonly left: number; readonly count: number }

const shortest = 30

/** Events of a day that have a time, side by side where they overlap. */
export function slotsOf(spans: readonly Span[], day: number): readonly Slot[] {
  const here = spans
    .filter(({ from, to }) => from.minute !== undefined && from.day === day && to.day === day)
    .map((span) => {
      const top = span.from.minute ?? 0
      return { span, top, bottom: Math.max(top + shortest, span.to.minute ?? top) }
    })
    .toSorted((a, b) => a.top - b.top || b.bottom - a.bottom)
  const made: Slot[] = []
  let cluster: { span: Span; top: number; bottom: number; column: number }[] = []
  const close = (): void => {
    const columns = Math.max(0, ...cluster.map(({ column }) => column)) + 1
    made.push(...cluster.map((one) => ({ ...one, columns })))
    cluster = []
  }
  for (const one of here) {
    if (cluster.length > 0 && cluster.every(({ bottom }) => bottom <= one.top)) close()
    const busy = new Set(cluster.filter(({ bottom }) => bottom > one.top).map(({ column }) => column))
    let column = 0
    while (busy.has(column)) column += 1
    cluster.push({ ...one, column })
  }
  close()
  return made
}

/** Whether an event stands above the hours: it has none, or lasts over midnight. */
export function isWhole({ from, to }: Span): boolean {
  return from.minute === undefined || from.day !== to.day
}

/** At most so many columns are drawn; what is crowded out becomes a number in the last of them. */
export function uncrowded(
  slots: readonly Slot[],
  most: number,
): { readonly shown: readonly Slot[]; readonly crowds: readonly Crowd[] } {
  const shown: Slot[] = []
  const crowds = new Map<number, number>()
  for (const slot of slots) {
    if (slot.columns <= most) shown.push(slot)
    else if (slot.column < most - 1) shown.push({ ...slot, columns: most })
    else crowds.set(slot.top, (crowds.get(slot.top) ?? 0) + 1)
  }
  const left = (most - 1) / most
  return { shown, crowds: [...crowds].map(([at, count]) => ({ top: at, left, count })) }
}
