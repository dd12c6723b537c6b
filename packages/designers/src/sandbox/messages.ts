import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '沙箱', en: 'Sandboxes' },
  note: {
    zh: '沙箱是整个工作区的一份副本：应用、人员和少量脱敏数据。在里面随便改、随便试，短信、邮件和外部接口都只记录、不发出；改好后对比差异，再带回正式环境。',
    en: 'A sandbox is a copy of the workspace: apps, people and a few records in disguise. Change and try whatever you like; mails, messages and calls are kept instead of sent. What you changed is compared and brought back.',
  },
  make: { zh: '新建沙箱', en: 'New sandbox' },
  name: { zh: '沙箱名称', en: 'Name' },
  namePlaceholder: { zh: '如：报价流程改版', en: 'Such as: new quote approval' },
  making: { zh: '正在复制应用、人员和数据…', en: 'Copying apps, people and data…' },
  made: { zh: '沙箱已建好', en: 'The sandbox is there' },
  cancel: { zh: '取消', en: 'Cancel' },
  inside: { zh: '你正在沙箱里', en: 'You are in a sandbox' },
  insideText: {
    zh: '在这里改，改好后照常发布，只影响沙箱。回到正式环境，就能在沙箱卡片上对比差异并带回。',
    en: 'Change things here and publish them; only the sandbox is touched. Back in the real workspace they are compared and brought over.',
  },
  leave: { zh: '返回正式环境', en: 'Back to the real workspace' },
  none: { zh: '还没有沙箱', en: 'No sandboxes yet' },
  noneText: {
    zh: '新建一个沙箱，在不影响正式环境的情况下试改流程和规则。',
    en: 'Make one to try changes of flows and rules without touching the real workspace.',
  },
  enter: { zh: '进入沙箱', en: 'Go in' },
  remove: { zh: '删除沙箱', en: 'Delete' },
  removeTitle: { zh: '删除沙箱“{name}”？', en: 'Delete the sandbox "{name}"?' },
  removeText: {
    zh: '沙箱里的修改和数据都会删除，不能恢复。正式环境不受影响。',
    en: 'What was changed and entered in it is gone for good. The real workspace stays as it is.',
  },
  records: { zh: '{n} 条数据', en: '{n} {n|record|records}' },
  captured: { zh: '拦截的外发内容', en: 'What was not sent' },
  capturedCount: { zh: '{n} 条', en: '{n}' },
  capturedNone: { zh: '没有要外发的内容', en: 'Nothing would have been sent' },
  callTo: { zh: '发给', en: 'To' },
  callAddress: { zh: '地址', en: 'Address' },
  callTitle: { zh: '标题', en: 'Title' },
  callText: { zh: '内容', en: 'Text' },
  callEmpty: { zh: '没有内容', en: 'Nothing in it' },
  comma: { zh: '、', en: ', ' },
  changes: { zh: '与复制时相比', en: 'Since it was copied' },
  changed: { zh: '{app}：{n} 处修改', en: '{app}: {n} {n|change|changes}' },
  unchanged: { zh: '{app}：没有修改', en: '{app}: no changes' },
  promote: { zh: '对比并带回', en: 'Compare and bring back' },
  promoteTitle: { zh: '把“{app}”的修改带回正式环境', en: 'Bring the changes of {app} back' },
  promoteAction: { zh: '放进草稿', en: 'Take as drafts' },
  promoteIntro: {
    zh: '“{app}”在沙箱里的修改会作为草稿放进正式环境，检查无误后再发布，发布前不影响任何人。',
    en: 'What was changed in {app} becomes drafts of the real workspace; nobody notices until you publish them.',
  },
  promoteChanges: { zh: '从沙箱带回（{n} 项）', en: 'Brought back from the sandbox ({n})' },
  promoteKept: { zh: '正式环境里改过的，保留（{n} 项）', en: 'Kept as changed in the real workspace ({n})' },
  promoteTheirs: { zh: '沙箱里的', en: 'In the sandbox' },
  promoteTake: { zh: '采用沙箱里的', en: 'Take the sandbox’s' },
  promoted: {
    zh: '修改已放进草稿，检查后即可发布。',
    en: 'The changes are drafts now; look at them and publish.',
  },
  promotedNothing: { zh: '没有要带回的修改。', en: 'There is nothing to bring back.' },
  publishFirst: {
    zh: '只带回在沙箱里已发布的修改。',
    en: 'Only what was published in the sandbox is brought back.',
  },
  back: { zh: '返回设计', en: 'Back to design' },
  mailServer: { zh: '邮件', en: 'Mail' },
} as const

/** The words of copies to try things in. */
export const messages: Messages<keyof typeof table> = createMessages(table)
