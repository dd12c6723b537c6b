export { cnYearPlans } from './cn-years.ts'
export { compileCalendar, type Calendar } from './calendar.ts'
export { formatDuration, parseDuration, type Duration } from './duration.ts'
export { plainTime } from './plain-time.ts'
export { calendarPresets, cnOffice } from './presets.ts'
export { compileRecurrence, yearlyOn, type Recurrence } from './recurrence.ts'
export { slaState, type SlaEvent, type SlaState, type SlaTerms } from './sla.ts'
export {
  openYears,
  readYearPlan,
  withProvisionalYear,
  withYearPlan,
  type YearPlan,
} from './year-plan.ts'
