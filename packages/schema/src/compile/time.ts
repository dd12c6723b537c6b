import type { AppDocument } from '../documents/app.ts'
import type { CalendarDocument } from '../documents/automation.ts'
import type { WorkspaceTime } from '../model/model.ts'

const office = { week: [1, 2, 3, 4, 5], off: [], on: [] }

/** Zone, fiscal year and working days of a workspace; Shanghai, January and Monday to Friday where nothing is said. */
export function workspaceTime(
  app: Pick<AppDocument, 'timeZone' | 'fiscalYearStart'> | undefined,
  calendar: CalendarDocument | undefined,
): WorkspaceTime {
  const exceptions = calendar?.exceptions ?? []
  const dates = (kind: 'off' | 'work'): readonly string[] =>
    exceptions.filter((one) => one.kind === kind).map((one) => one.date)
  return {
    timeZone: app?.timeZone ?? 'Asia/Shanghai',
    fiscalYearStart: app?.fiscalYearStart ?? 1,
    workdays:
      calendar === undefined
        ? office
        : {
            week: [1, 2, 3, 4, 5, 6, 7].filter((day) => (calendar.week[String(day)] ?? []).length > 0),
            off: dates('off'),
            on: dates('work'),
          },
  }
}
