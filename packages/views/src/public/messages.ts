import { createMessages, type Messages } from '@mortise/ui'

const table = {
  loading: { zh: '正在打开', en: 'Opening' },
  submit: { zh: '提交', en: 'Submit' },
  submitting: { zh: '正在提交', en: 'Submitting' },
  consent: { zh: '我已阅读并同意', en: 'I have read and agree' },
  consentNeeded: { zh: '请先勾选同意', en: 'Tick the box to agree first' },
  thanks: { zh: '提交成功', en: 'Submitted' },
  thanksText: { zh: '已经收到你填写的内容，谢谢。', en: 'We have received what you entered. Thank you.' },
  another: { zh: '再填一份', en: 'Fill in another one' },
  goOn: { zh: '继续', en: 'Go on' },
  follow: { zh: '查看处理进度', en: 'Follow its progress' },
  followHint: {
    zh: '保存这个链接，以后随时可以查看进度。',
    en: 'Keep this link to look at the progress at any time.',
  },
  soonTitle: { zh: '还没有开始', en: 'Not open yet' },
  soonText: {
    zh: '{at} 开始填写，到时请再打开这个链接。',
    en: 'It opens at {at}. Open this link again then.',
  },
  closedTitle: { zh: '已经结束', en: 'It has ended' },
  closedText: {
    zh: '这份表单的填写时间已过，感谢关注。',
    en: 'The time to fill in this form is over. Thank you for your interest.',
  },
  fullTitle: { zh: '名额已满', en: 'It is full' },
  fullText: {
    zh: '这份表单收集的份数已满，感谢关注。',
    en: 'As many answers as wanted have come in. Thank you for your interest.',
  },
  offTitle: { zh: '暂停填写', en: 'Paused' },
  offText: {
    zh: '这份表单暂时不接受填写，请稍后再来。',
    en: 'This form takes no answers at the moment. Come back later.',
  },
  onceTitle: { zh: '你已经提交过了', en: 'You have submitted this before' },
  onceText: {
    zh: '这份表单每人只能填一次，感谢参与。',
    en: 'Everybody can fill in this form once. Thank you for taking part.',
  },
  goneTitle: { zh: '链接已失效', en: 'This link is no longer valid' },
  goneText: {
    zh: '链接可能已被收回，或地址不完整。请向给你链接的人再要一个。',
    en: 'It may have been taken back, or the address is not complete. Ask whoever gave it to you for a new one.',
  },
  failedTitle: { zh: '暂时打不开', en: 'It can’t be opened now' },
  retry: { zh: '重试', en: 'Try again' },
  offline: {
    zh: '网络断开了。已填的内容保存在这台设备上，恢复网络后再提交。',
    en: 'You are offline. What you entered is kept on this device; submit once you are back online.',
  },
  restored: { zh: '已恢复上次没有提交的内容', en: 'What you had not submitted was restored' },
  discard: { zh: '清空重填', en: 'Start over' },
  closesAt: { zh: '{at} 截止', en: 'Open until {at}' },
  language: { zh: 'English', en: '中文' },
  languageHint: { zh: '切换到英文', en: 'Switch to Chinese' },
  leaveEmpty: { zh: '请不要填写这一栏', en: 'Leave this field empty' },
  made: { zh: '由 Mortise 提供', en: 'Made with Mortise' },
  sentAt: { zh: '{at} 提交', en: 'Submitted {at}' },
  now: { zh: '当前情况', en: 'Where it stands' },
  steps: { zh: '处理经过', en: 'What happened' },
  received: { zh: '已收到', en: 'Received' },
  current: { zh: '进行中', en: 'In progress' },
  done: { zh: '已完成', en: 'Done' },
  refused: { zh: '未通过', en: 'Refused' },
  returned: { zh: '已退回', en: 'Sent back' },
  outcomeApproved: { zh: '已办结', en: 'Finished' },
  outcomeRefused: { zh: '已结束', en: 'Closed' },
  outcomeEnded: { zh: '已结束', en: 'Closed' },
  passed: { zh: '处理通过', en: 'Approved' },
  ended: { zh: '处理已终止', en: 'It was called off' },
  refresh: { zh: '刷新', en: 'Refresh' },
  progressGone: {
    zh: '进度链接已过期或被收回。需要了解情况时，请联系受理方。',
    en: 'This progress link has run out or was taken back. Contact whoever handles it if you need to know more.',
  },
} as const

/** Words of the pages that strangers see. */
export const messages: Messages<keyof typeof table> = createMessages(table)
