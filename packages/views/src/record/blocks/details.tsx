import { DetailView } from '../detail-view.tsx'
import type { BlockType } from './types.ts'

/** All fields, laid out as the form is. */
export const detailsBlock: BlockType = {
  type: 'details',
  label: { zh: '全部字段', en: 'All fields' },
  icon: 'file-text',
  description: { zh: '按表单的布局显示全部内容', en: 'Everything, laid out as on the form' },
  place: 'main',
  settings: [],
  Component: ({ entity, record }) => <DetailView entity={entity} record={record} />,
}
