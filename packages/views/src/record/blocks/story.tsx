import type { ReactNode } from 'react'
import { FlowList } from '../flow-list.tsx'
import { Composer } from '../composer.tsx'
import { Story } from '../story.tsx'
import type { BlockProps, BlockType } from './types.ts'

/** A box to write a note, follow-up or task in. */
export const composerBlock: BlockType = {
  type: 'composer',
  label: { zh: '快速跟进', en: 'Composer' },
  icon: 'message-square',
  description: { zh: '写备注、记跟进、建待办，不离开页面', en: 'Notes, follow-ups and tasks, in place' },
  place: 'both',
  settings: [],
  Component: ({ entity, record }: BlockProps): ReactNode => <Composer entity={entity} record={record} />,
}

/** What happened, newest first. */
export const timelineBlock: BlockType = {
  type: 'timeline',
  label: { zh: '动态', en: 'Time line' },
  icon: 'history',
  description: { zh: '变更、备注、审批和关联记录，按时间排在一起', en: 'Everything that happened, by time' },
  place: 'both',
  settings: [],
  Component: ({ block, entity, record }: BlockProps): ReactNode => (
    <Story entity={entity} record={record} kinds={block.kinds} />
  ),
}

/** Runs of flows on the record. */
export const flowsBlock: BlockType = {
  type: 'flows',
  label: { zh: '审批流程', en: 'Flows' },
  icon: 'workflow',
  description: { zh: '走过的和正在走的审批', en: 'Approvals, done and under way' },
  place: 'both',
  settings: [],
  Component: ({ entity, record }: BlockProps): ReactNode => <FlowList entity={entity} id={record.id} />,
}
