import { type Expression, formatInstant, midnight, parseDate, parseInstant } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import type { NodeContext, NodeOutcome } from '../types.ts'

/** How long a node waits: a duration (`PT4H`, on a calendar when one is named) or until the time an expression gives. */
export type WaitSettings = {
  readonly duration?: string
  readonly calendar?: string
  readonly until?: Expression
}

/** When a wait is over; undefined when the time it names is empty. A day without a time begins where the workspace is. */
export function dueAt(wait: WaitSettings, ctx: NodeContext): string | undefined {
  if (wait.duration !== undefined) return ctx.action.addTime(ctx.now, wait.duration, wait.calendar)
  const value = wait.until === undefined ? null : ctx.evaluateHere(wait.until)
  if (typeof value !== 'string') return undefined
  const date = parseDate(value)
  if (date !== undefined) return midnight(date, ctx.timeZone) ?? undefined
  const at = parseInstant(value)
  return at === undefined ? undefined : (formatInstant(at) ?? undefined)
}

/** Parks the token: the time to wait for is empty. */
export const noTime: NodeOutcome = {
  move: {
    type: 'incident',
    code: 'FLOW_WAIT_EMPTY',
    zh: '等待的时间为空，请填写日期后重试',
    en: 'the time to wait for is empty; fill the date and try again',
  },
}

/** What is wrong with the settings: a wait needs a duration or a time. */
export function checkWait(
  wait: WaitSettings,
  path: string,
): readonly { readonly path: string; readonly zh: string; readonly en: string }[] {
  if (wait.until !== undefined) return []
  if (wait.duration !== undefined && isDuration(wait.duration)) return []
  return [
    { path, zh: '请填写等待多久（如 PT4H、P1D）或等到何时', en: 'give a duration (PT4H, P1D) or a time' },
  ]
}

/** Whether a text is an ISO duration. */
export function isDuration(text: string): boolean {
  return /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/.test(text)
}

/** The wait settings of a node as written flat. */
export function waitOf(settings: FlowNodeDocument): WaitSettings {
  return settings as WaitSettings
}
