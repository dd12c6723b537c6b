import { cnYearPlans, readYearPlan, withYearPlan, type YearPlan } from '@mortise/calendars'
import type { Json } from '@mortise/expressions'
import type { CalendarDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'

function planFor(given: { readonly plan?: unknown; readonly year?: number | undefined }): YearPlan {
  if (given.plan !== undefined) return readYearPlan(given.plan)
  const known = cnYearPlans().find(({ year }) => year === given.year)
  if (known === undefined) throw errors.CALENDAR_YEAR_UNKNOWN({ year: given.year ?? '' })
  return known
}

/**
 * Brings a year's days off and make-up days into a calendar, as a draft: from a file in the usual shape, or of a year
 * whose notice comes with the product. It counts when it is published, for open deadlines as well.
 */
export async function draftYearPlan(
  unit: Unit,
  actor: Actor,
  given: { readonly calendar: string; readonly plan?: unknown; readonly year?: number | undefined },
): Promise<{ readonly year: number; readonly days: number }> {
  const plan = planFor(given)
  const { design } = unit.tx
  const draft = (await design.drafts()).find(({ kind, key }) => kind === 'calendar' && key === given.calendar)
  const app = unit.published.model.appOf('calendar', given.calendar) ?? draft?.app
  const now =
    draft?.deleted === false
      ? (draft.json as unknown as CalendarDocument)
      : unit.published.model.document('calendar', given.calendar)
  if (now === undefined || app === undefined) throw errors.CALENDAR_UNKNOWN({ name: given.calendar })
  const json = withYearPlan(now, plan) as unknown as Json
  await design.putDraft({ kind: 'calendar', key: given.calendar, app, json, author: actor.userId })
  await auditDesign(unit.tx, actor, {
    action: 'calendar_year',
    data: { calendar: given.calendar, year: plan.year },
  })
  unit.announce({ topic: 'design', id: `calendar/${given.calendar}` })
  return { year: plan.year, days: plan.days.length }
}
