import { createMessages, type Messages } from '@mortise/ui'

const table = {
  view: { zh: '视图', en: 'View' },
  fields: { zh: '字段', en: 'Fields' },
  system: { zh: '系统字段', en: 'System fields' },
  added: { zh: '把{name}放到{shelf}', en: 'Put {name} on {shelf}' },
  moved: { zh: '移动{name}', en: 'Move {name}' },
  removed: { zh: '移除{name}', en: 'Remove {name}' },
  edited: { zh: '修改{name}', en: 'Change {name}' },
  turned: { zh: '换{name}的排序方向', en: 'Turn the order of {name}' },
  typed: { zh: '改为{name}', en: 'Make it a {name}' },
  widened: { zh: '改{name}的列宽', en: 'Change the width of {name}' },
  notHere: { zh: '{name}不能放在{shelf}', en: "{name} can't stand on {shelf}" },
  nowhere: { zh: '{name}在这种视图里用不上', en: '{name} has no place in this view' },
  sort: { zh: '排序', en: 'Order' },
  sortHint: { zh: '拖字段到这里，靠前的先排', en: 'Drag fields here; the first one counts first' },
  pill: { zh: '{shelf}：{name}', en: '{shelf}: {name}' },
  pillHint: {
    zh: 'Alt 加左右键移动，Delete 移除',
    en: 'Alt and left or right moves, Delete removes',
  },
  ascending: { zh: '升序', en: 'ascending' },
  descending: { zh: '降序', en: 'descending' },
  turn: { zh: '{name}：{dir}，点一下反过来', en: '{name}: {dir}; press to turn' },
  kind: { zh: '显示方式', en: 'Shown as' },
  settings: { zh: '视图设置', en: 'View settings' },
  column: { zh: '列：{name}', en: 'Column: {name}' },
  preview: { zh: '实时预览', en: 'Live preview' },
  previewNote: { zh: '用真实数据，改动立刻可见', en: 'With real data; changes show at once' },
  unpublished: { zh: '先发布这个实体', en: 'Publish the entity first' },
  unpublishedText: {
    zh: '预览用已发布的数据。发布后这里就会显示。',
    en: 'The preview shows published data. It appears here after publishing.',
  },
  needs: { zh: '还缺：{name}', en: 'Still needed: {name}' },
  needsText: { zh: '从左边拖一个字段到上面的位置。', en: 'Drag a field from the left onto its place above.' },
  panel: { zh: '属性', en: 'Properties' },
} as const

/** The words of the view designer. */
export const messages: Messages<keyof typeof table> = createMessages(table)
