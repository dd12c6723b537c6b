export { compileCalendar, type Calendar } from './calendar.ts'
export { formatDuration, parseDuration, type Duration } from './duration.ts'
export { plainTime } from './plain-time.ts'
export { calendarPresets, cnOffice } from './presets.ts'
