import { lazy } from 'react'
import {
  colorSlot,
  endSlot,
  groupSlot,
  manyFields,
  numbers,
  oneField,
  shown,
  startSlot,
} from '../view-type/slots.ts'
import type { ViewType } from '../view-type/types.ts'

/** A row for each record, with its bar along time. */
export const ganttView: ViewType = {
  type: 'gantt',
  label: { zh: '甘特图', en: 'Gantt chart' },
  icon: 'chart-gantt',
  description: { zh: '一行一条，看起止、进度和里程碑', en: 'A row each: from, to, progress and milestones' },
  Component: lazy(() => import('./gantt-view.tsx')),
  columns: false,
  slots: [
    startSlot,
    endSlot,
    groupSlot,
    oneField(
      'progressField',
      { zh: '进度', en: 'Progress' },
      { hint: { zh: '拖一个百分比字段', en: 'Drag a percent field' }, takes: numbers },
    ),
    colorSlot,
    manyFields(
      'columns',
      { zh: '左侧列', en: 'Columns at the left' },
      { hint: { zh: '拖字段到这里', en: 'Drag fields here' }, takes: shown },
    ),
  ],
  settings: [],
}
