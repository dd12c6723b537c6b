import { setting } from '@mortise/schema'
import { lazy } from 'react'
import { cardSlot, choices, manyFields, numbers, oneField } from '../view-type/slots.ts'
import type { ViewType } from '../view-type/types.ts'

/** Records as cards in the columns of a choice field. */
export const kanbanView: ViewType = {
  type: 'kanban',
  label: { zh: '看板', en: 'Board' },
  icon: 'square-kanban',
  description: { zh: '按阶段分列，拖动卡片推进', en: 'Columns by stage; cards are dragged along' },
  Component: lazy(() => import('./kanban-view.tsx')),
  columns: false,
  slots: [
    oneField(
      'groupBy',
      { zh: '分列', en: 'Columns by' },
      { hint: { zh: '拖一个选项字段', en: 'Drag a choice field' }, takes: choices, required: true },
    ),
    cardSlot,
    manyFields(
      'sums',
      { zh: '合计', en: 'Sums' },
      {
        hint: { zh: '拖数字字段，列头显示合计', en: 'Drag numbers: column heads add them up' },
        takes: numbers,
      },
    ),
  ],
  settings: [
    setting(
      'stalledAfterDays',
      { zh: '停留几天算停滞', en: 'Stalled after days' },
      {
        type: 'integer',
        help: { zh: '超过变黄，超过两倍变红', en: 'Amber beyond it, red beyond twice of it' },
      },
    ),
    setting(
      'wipLimit',
      { zh: '每列最多几条', en: 'Most cards in a column' },
      {
        type: 'integer',
        help: {
          zh: '超过时列头提醒，不阻止',
          en: 'The column head says when it is passed; nothing is stopped',
        },
      },
    ),
  ],
}
