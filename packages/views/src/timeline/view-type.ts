import { lazy } from 'react'
import { colorSlot, endSlot, groupSlot, manyFields, shown, startSlot } from '../view-type/slots.ts'
import type { ViewType } from '../view-type/types.ts'

/** Records along time, close together in the lanes of their groups. */
export const timelineView: ViewType = {
  type: 'timeline',
  label: { zh: '时间线', en: 'Timeline' },
  icon: 'calendar-range',
  description: { zh: '按组分泳道，看谁在什么时候', en: 'Lanes for each group: who, and when' },
  Component: lazy(() => import('./timeline-view.tsx')),
  columns: false,
  slots: [
    startSlot,
    endSlot,
    groupSlot,
    colorSlot,
    manyFields(
      'columns',
      { zh: '悬停时显示', en: 'Shown on hover' },
      { hint: { zh: '拖字段到这里', en: 'Drag fields here' }, takes: shown },
    ),
  ],
  settings: [],
}
