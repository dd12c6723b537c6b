import { createMessages, type Messages } from '@mortise/ui'

const table = {
  start: { zh: '大屏轮播', en: 'Wall screen' },
  title: { zh: '在大屏上轮播', en: 'Show on a wall screen' },
  note: {
    zh: '全屏显示，逐页轮播，数字自动刷新，屏幕不会熄灭。把打开后的网址存成书签，开机就能直接播放。',
    en: 'Fills the screen and turns from page to page; numbers are kept fresh and the screen stays on. Keep its address as a bookmark to start it on the screen it hangs on.',
  },
  boards: { zh: '播放哪些仪表盘', en: 'Dashboards' },
  every: { zh: '每页停留', en: 'Each page stays' },
  seconds: { zh: '{n} 秒', en: '{n} seconds' },
  refresh: { zh: '数字多久刷新', en: 'Fresh numbers' },
  minutes: { zh: '每 {n} 分钟', en: 'Every {n} min' },
  look: { zh: '外观', en: 'Look' },
  dark: { zh: '深色', en: 'Dark' },
  light: { zh: '浅色', en: 'Light' },
  begin: { zh: '开始播放', en: 'Start' },
  cancel: { zh: '取消', en: 'Cancel' },
  before: { zh: '上一页', en: 'Page before' },
  next: { zh: '下一页', en: 'Next page' },
  pause: { zh: '暂停', en: 'Pause' },
  play: { zh: '继续', en: 'Go on' },
  full: { zh: '全屏', en: 'Full screen' },
  leave: { zh: '退出大屏', en: 'Leave the wall screen' },
  asOf: { zh: '数据截至 {time}', en: 'as of {time}' },
  paused: { zh: '已暂停', en: 'Paused' },
  page: { zh: '第 {n} 页，共 {m} 页', en: 'Page {n} of {m}' },
  stale: { zh: '{n} 张图没有刷新成功，正在重试', en: '{n} {n|chart|charts} not refreshed, trying again' },
  trying: { zh: '暂时取不到数字，正在重试', en: 'No numbers just now, trying again' },
  nothing: { zh: '没有可以播放的仪表盘', en: 'There is no dashboard to show' },
  nothingText: {
    zh: '它们可能被删除了，或者你没有查看的权限。',
    en: 'They may be deleted, or not yours to see.',
  },
} as const

/** The words of the wall screen. */
export const messages: Messages<keyof typeof table> = createMessages(table)
