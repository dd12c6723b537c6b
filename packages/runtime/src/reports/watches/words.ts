import type { Verdict } from './judge.ts'
import type { AlertSettings } from './terms.ts'

const text = (value: number | undefined | null): string =>
  value === null || value === undefined
    ? '—'
    : new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 }).format(value)

const words = {
  zh: {
    delivery: (name: string) => `报表：${name}`,
    rows: (at: string, rows: number) => `数据截至 ${at}，共 ${rows} 行。`,
    tiles: (at: string, parts: number) => `数据截至 ${at}，共 ${parts} 张报表。`,
    file: (name: string) => `附件：${name}`,
    noFile: '你没有导出这些数据的权限，所以没有附件，请打开查看。',
    noPicture: '你没有导出这些数据的权限，所以没有图片，请打开查看。',
    cut: '内容太多，图片只显示前面的部分，完整内容请打开查看。',
    tooBig: '文件太大，没有随邮件发送，请打开查看。',
    alert: (name: string) => `提醒：${name}`,
    recovered: (name: string) => `已恢复：${name}`,
    above: (figure: string, value: string, line: string) => `${figure}现在是 ${value}，高于 ${line}。`,
    below: (figure: string, value: string, line: string) => `${figure}现在是 ${value}，低于 ${line}。`,
    up: (figure: string, value: string, base: string, percent: string) =>
      `${figure}由 ${base} 变为 ${value}，上升 ${percent}%。`,
    down: (figure: string, value: string, base: string, percent: string) =>
      `${figure}由 ${base} 变为 ${value}，下降 ${percent}%。`,
    noData: (figure: string) => `${figure}没有数据。`,
    back: (figure: string, value: string) => `${figure}现在是 ${value}，已回到正常范围。`,
    lost: (name: string) => `不再有提醒：${name}`,
    figureGone: (of: string, figure: string) =>
      `报表“${of}”里的“${figure}”已被去掉或隐藏，这条提醒不会再响。请改看别的数字，或删掉它。`,
    reportGone: (of: string) => `“${of}”已被删除，这条订阅或提醒不会再发。请改看别的报表，或删掉它。`,
    open: '打开查看',
    why: (who: string) => `这封邮件按 ${who} 设置的订阅发给你，内容按你本人的权限计算。`,
    stop: '不想再收到，可在“我的订阅”里退订。',
    manage: '管理我的订阅',
  },
  en: {
    delivery: (name: string) => `Report: ${name}`,
    rows: (at: string, rows: number) => `As of ${at}, ${rows} rows.`,
    tiles: (at: string, parts: number) => `As of ${at}, ${parts} reports.`,
    file: (name: string) => `Attached: ${name}`,
    noFile: 'You may not export these data, so nothing is attached: open it to see it.',
    noPicture: 'You may not export these data, so there is no picture: open it to see it.',
    cut: 'There is too much for one picture, it shows the first part: open it to see all.',
    tooBig: 'The file is too large to be mailed: open it to see it.',
    alert: (name: string) => `Alert: ${name}`,
    recovered: (name: string) => `All well again: ${name}`,
    above: (figure: string, value: string, line: string) => `${figure} is ${value} now, above ${line}.`,
    below: (figure: string, value: string, line: string) => `${figure} is ${value} now, below ${line}.`,
    up: (figure: string, value: string, base: string, percent: string) =>
      `${figure} went from ${base} to ${value}, up ${percent}%.`,
    down: (figure: string, value: string, base: string, percent: string) =>
      `${figure} went from ${base} to ${value}, down ${percent}%.`,
    noData: (figure: string) => `${figure} has no data.`,
    back: (figure: string, value: string) => `${figure} is ${value} now, within its bounds again.`,
    lost: (name: string) => `No more alerts: ${name}`,
    figureGone: (of: string, figure: string) =>
      `“${figure}” was taken out of the report “${of}” or hidden, so this alert is silent from now on. Let it watch another figure, or delete it.`,
    reportGone: (of: string) =>
      `“${of}” was deleted, so this subscription or alert sends nothing from now on. Choose another report, or delete it.`,
    open: 'Open',
    why: (who: string) => `Sent to you by a subscription of ${who}, worked out with your own rights.`,
    stop: 'To have no more of these, leave it under My subscriptions.',
    manage: 'My subscriptions',
  },
} as const

/** The words of what people are sent, in the reader's language. */
export function wordsIn(locale: 'zh' | 'en'): (typeof words)['zh'] | (typeof words)['en'] {
  return words[locale]
}

/** What an alert says of a figure. */
export function alertText(
  rule: AlertSettings,
  { state, figure, base, percent = 0 }: Verdict,
  given: { readonly measure: string; readonly locale: 'zh' | 'en' },
): string {
  const said = wordsIn(given.locale)
  const of =
    figure.where === undefined || figure.where === ''
      ? ''
      : given.locale === 'zh'
        ? `${figure.where}的`
        : `${figure.where}: `
  const name = `${of}${given.measure}`
  if (state === 'recovered') return said.back(name, text(figure.value))
  if (rule.op === 'noData') return said.noData(name)
  if (rule.op === 'change') {
    const share = (Math.round(Math.abs(percent) * 10) / 10).toString()
    return (percent < 0 ? said.down : said.up)(name, text(figure.value), text(base), share)
  }
  return said[rule.op](name, text(figure.value), text(rule.value))
}
