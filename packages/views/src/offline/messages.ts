import { createMessages, type Messages } from '@mortise/ui'

const table = {
  found: {
    zh: '有上次没有提交的内容（{when}）',
    en: 'There is something you typed and did not save ({when})',
  },
  foundServer: { zh: '有一份存好的草稿（{when}）', en: 'There is a draft you kept ({when})' },
  olderModel: {
    zh: '此后表单有过修改，恢复后请检查一遍。',
    en: 'The form has changed since; please look it over after restoring.',
  },
  olderRecord: {
    zh: '此后这条记录被修改过，恢复后请检查一遍。',
    en: 'The record has changed since; please look it over after restoring.',
  },
  restore: { zh: '恢复', en: 'Restore' },
  discard: { zh: '丢弃', en: 'Discard' },
  restored: { zh: '已恢复没有提交的内容', en: 'What you had typed is back' },
  keepDraft: { zh: '存草稿', en: 'Keep as draft' },
  kept: { zh: '草稿已保存，可以在任何设备上继续', en: 'Draft kept; go on from any device' },
  myDrafts: { zh: '我的草稿', en: 'My drafts' },
  noDrafts: { zh: '没有草稿', en: 'No drafts' },
  noDraftsText: {
    zh: '填了一半没有提交的表单会列在这里，随时可以接着填。',
    en: 'Forms you began and did not save are listed here, to go on with at any time.',
  },
  draftCount: { zh: '共 {n} 份', en: '{n} in all' },
  draftKind: { zh: '按类型筛选', en: 'By kind' },
  draftAll: { zh: '全部类型', en: 'All kinds' },
  newOf: { zh: '新建{name}', en: 'New {name}' },
  changesOf: { zh: '修改{name}', en: 'Changes to {name}' },
  onThisDevice: { zh: '只在这台设备上', en: 'On this device only' },
  onServer: { zh: '已存到服务器', en: 'Kept on the server' },
  onServerFrom: { zh: '已存到服务器，来自 {device}', en: 'Kept on the server, from {device}' },
  goOn: { zh: '继续填写', en: 'Go on' },
  removeDraft: {
    zh: '草稿里的内容会一起删除，找不回来。',
    en: 'What is in it is deleted with it and can’t be brought back.',
  },
  draftsHere: { zh: '草稿 {n}', en: 'Drafts {n}' },
  allDrafts: { zh: '全部草稿', en: 'All drafts' },
  draftGone: { zh: '这份草稿已经不在了', en: 'This draft is gone' },
  queued: {
    zh: '现在连不上网络，“{name}”已存在本机，恢复后自动提交',
    en: 'No connection: “{name}” is kept on this device and sent once there is one',
  },
  waiting: { zh: '有 {n} 条新建的记录等待提交', en: 'New records waiting to be sent: {n}' },
  refusedCount: { zh: '有 {n} 条新建的记录没有提交成功', en: 'New records that were refused: {n}' },
  waitingFiles: { zh: '含 {n} 个附件', en: '{n} {n|file|files} with them' },
  fileGoes: { zh: '正在上传“{name}”{share}', en: 'Sending “{name}” {share}' },
  fileLost: {
    zh: '附件已不在这台设备上（浏览器清理了数据），请打开修改，重新选择文件。',
    en: 'A file is no longer on this device (the browser cleared its data). Open it and choose the file again.',
  },
  deviceFull: {
    zh: '这台设备存不下“{name}”（{size}）。请连上网络后再选，或先清理一些空间。',
    en: '“{name}” ({size}) does not fit on this device. Choose it again once there is a connection, or make room first.',
  },
  tooLarge: {
    zh: '“{name}”有 {size}，超过单个文件的上限 {most}。',
    en: '“{name}” has {size}; a single file may have {most}.',
  },
  misfits: {
    zh: '表单改过，下面这些内容现在没有地方放，需要的话请先抄下来：',
    en: 'The form has changed and has no place for this any more. Copy what you still need:',
  },
  misfitRefused: {
    zh: '等待期间表单改过，有内容放不下（{names}）。请打开修改，核对后再提交。',
    en: 'The form has changed meanwhile and has no place for {names}. Open it and look it over before it is sent.',
  },
  kindGone: {
    zh: '这类数据已经停用，不能提交。请联系管理员。',
    en: 'There are no such records any more, so it can’t be sent. Ask an administrator.',
  },
  offline: { zh: '没有网络', en: 'No connection' },
  show: { zh: '查看', en: 'Show' },
  sendNow: { zh: '立即提交', en: 'Send now' },
  waitingTitle: { zh: '等待提交的记录', en: 'Records waiting to be sent' },
  waits: { zh: '等待网络', en: 'Waiting for a connection' },
  mend: { zh: '打开修改', en: 'Open and mend' },
  again: { zh: '重新提交', en: 'Send again' },
  remove: { zh: '丢弃', en: 'Discard' },
  removeTitle: { zh: '丢弃“{name}”', en: 'Discard “{name}”' },
  removeBody: {
    zh: '这条记录还没有提交，丢弃后找不回来。',
    en: 'It was never sent and can’t be brought back.',
  },
  sent: { zh: '已提交“{name}”', en: '“{name}” was sent' },
  sentMany: { zh: '已提交 {n} 条记录', en: 'Records sent: {n}' },
  refusedOne: { zh: '“{name}”没有提交成功', en: '“{name}” was refused' },
  unsure: {
    zh: '两天前提交过，但没有收到回复。请先查看记录是否已经存在，再决定重新提交或丢弃。',
    en: 'Sent two days ago without an answer. Look whether the record exists before you send it again or discard it.',
  },
  untitled: { zh: '未命名', en: 'untitled' },
} as const

/** The words of drafts and of what waits for a connection. */
export const messages: Messages<keyof typeof table> = createMessages(table)
