import { lazy } from 'react'
import { colorSlot, endSlot, manyFields, shown, startSlot } from '../view-type/slots.ts'
import type { ViewType } from '../view-type/types.ts'

/** Records as events of a month, a week or a day. */
export const calendarView: ViewType = {
  type: 'calendar',
  label: { zh: '日历', en: 'Calendar' },
  icon: 'calendar-days',
  description: { zh: '按月、周、日排开，拖动改期', en: 'By month, week and day; drag to another day' },
  Component: lazy(() => import('./calendar-view.tsx')),
  columns: false,
  slots: [
    startSlot,
    endSlot,
    colorSlot,
    manyFields(
      'columns',
      { zh: '日程上显示', en: 'Shown with an event' },
      { hint: { zh: '拖字段到这里', en: 'Drag fields here' }, takes: shown },
    ),
  ],
  settings: [],
}
