import { type Calendar, cnOffice, compileCalendar } from '@mortise/calendars'
import { type Locale, say } from '@mortise/errors'
import { toInstant, zoneOffset } from '@mortise/expressions'
import type { CountBy, FlowFacts, RunFact, TaskFact, VisitFact } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { Actor, FlowRunFactRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { administersFlow } from '../administers.ts'
import { peopleSeen, runsSeen } from './rights.ts'

/** Most runs that are counted at once; the latest count. */
export const mostRuns = 20_000

/** Which runs of a flow are asked about. */
export type EfficiencyAsk = {
  readonly flow: string
  /** First and last day, in the workspace's time zone. */
  readonly from: string
  readonly to: string
  /** Whether runs count by when they began or by when they ended. */
  readonly by: 'started' | 'ended'
  /** Of the starter, with those below it. */
  readonly department?: string
  readonly version?: string
  readonly calendar?: string
}

/** The runs somebody may know of, ready to be counted. */
export type Gathered = {
  readonly flow: FlowDocument
  readonly rows: ReadonlyMap<string, FlowRunFactRow>
  readonly facts: FlowFacts
  readonly by: CountBy
  readonly calendar: { readonly key: string; readonly label: string }
  /** There are more runs than are counted. */
  readonly more: boolean
  readonly administers: boolean
  /** Whose figures are shown by name. */
  readonly seesPerson: (id: string) => boolean
}

const day = 86_400_000
const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/

/** Midnight at which a day begins, or the one `days` later. */
function midnight(text: string, zone: string, days = 0): string {
  const [, year = '', month = '', date = ''] = datePattern.exec(text) ?? []
  const noon = Date.UTC(Number(year), Number(month) - 1, Number(date) + days, 12)
  if (year === '' || Number.isNaN(noon)) throw errors.EFFICIENCY_SPAN({ text })
  const at = new Date(noon)
  const local = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
  return new Date(toInstant({ date: local, time: 0 }, zone)).toISOString()
}

/** The Monday before a moment, in a time zone. */
function weeksIn(zone: string): CountBy['weekOf'] {
  return (at) => {
    const local = Math.floor((at + zoneOffset(at, zone)) / day)
    return new Date((local - ((((local + 3) % 7) + 7) % 7)) * day).toISOString().slice(0, 10)
  }
}

/** The calendar that is asked for, else the workspace's first, else the usual office week. */
function calendarFor(
  unit: Unit,
  asked: string | undefined,
  locale: Locale,
): { readonly key: string; readonly label: string; readonly calendar: Calendar } {
  const known = unit.published.model.documents('calendar')
  const document = known.find(({ key }) => key === asked) ?? known[0] ?? cnOffice
  const calendar = known.includes(document)
    ? unit.published.calendar(document.key)
    : compileCalendar(cnOffice)
  return { key: document.key, label: say(document.label, locale), calendar }
}

/** A department with those below it, and who is in them now: runs from before departments were kept go by their starter. */
function ofDepartment(unit: Unit, asked: string | undefined) {
  if (asked === undefined) return undefined
  const departments = unit.people.departmentsBelow(asked)
  const within = new Set(departments)
  const starters = unit.people.users.flatMap(({ id, departmentId }) =>
    departmentId !== null && within.has(departmentId) ? [id] : [],
  )
  return { departments, starters }
}

/** Reads the runs of a flow that somebody may know of. Throws FLOW_NOT_FOUND, EFFICIENCY_SPAN. */
export async function gather(unit: Unit, actor: Actor, ask: EfficiencyAsk): Promise<Gathered> {
  const flow = unit.published.model.document('flow', ask.flow)
  if (flow === undefined) throw errors.FLOW_NOT_FOUND({ name: ask.flow })
  const { timeZone, tx } = unit
  const span = { from: midnight(ask.from, timeZone), to: midnight(ask.to, timeZone, 1) }
  const found = await tx.flows.runsBetween({
    flow: flow.key,
    by: ask.by,
    ...span,
    version: ask.version,
    of: ofDepartment(unit, ask.department),
    limit: mostRuns + 1,
  })
  const asked = found.slice(0, mostRuns)
  const ids = asked.map(({ id }) => id)
  const visits = await tx.flows.visitsOf(ids)
  const tasks = await tx.flows.tasksOf(ids)
  const administers = administersFlow(unit, actor, flow)
  const seen = administers ? new Set(ids) : await runsSeen(unit, actor, { runs: asked, tasks })
  const runs = asked.filter(({ id }) => seen.has(id))
  // Its steps and ways are nobody's business who has no part in it, nor that there is such a flow.
  const knows = administers || unit.published.access(actor).entity(flow.entity) !== undefined
  if (!knows && runs.length === 0) throw errors.FLOW_NOT_FOUND({ name: ask.flow })
  const { calendar, ...named } = calendarFor(unit, ask.calendar, actor.locale)
  return {
    flow,
    rows: new Map(runs.map((run) => [run.id, run])),
    facts: {
      runs: runs as readonly FlowRunFactRow[] as readonly RunFact[],
      visits: visits.filter(({ runId }) => seen.has(runId)) as readonly VisitFact[],
      tasks: tasks.filter(({ runId }) => seen.has(runId)) as readonly TaskFact[],
    },
    by: {
      now: Date.parse(unit.now),
      work: (from, to) => calendar.workBetween(new Date(from).toISOString(), new Date(to).toISOString()),
      weekOf: weeksIn(timeZone),
    },
    calendar: named,
    more: found.length > mostRuns,
    administers,
    seesPerson: peopleSeen(unit, actor, administers),
  }
}
