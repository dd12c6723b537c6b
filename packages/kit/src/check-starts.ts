import { type ErrorDetail, text } from '@mortise/errors'
import { fileOf, type Model } from '@mortise/schema'

/** Publish check of what would never be set off: a start by the clock without a time, a message for a rule before the save. */
export function checkStarts(model: Model): readonly ErrorDetail[] {
  const flows = model
    .documents('flow')
    .filter(({ enabled, start }) => enabled !== false && start.type === 'schedule' && !start.schedule)
  const rules = model
    .documents('rule')
    .filter(
      ({ enabled, phase, trigger }) =>
        enabled !== false && phase === 'beforeSave' && trigger.on.includes('message'),
    )
  return [
    ...flows.map((flow) => ({
      file: fileOf('flow', flow),
      path: '/start/schedule',
      code: 'FLOW_NO_SCHEDULE',
      message: text('请选择什么时候发起', 'choose when it starts'),
    })),
    ...rules.map((rule) => ({
      file: fileOf('rule', rule),
      path: '/phase',
      code: 'RULE_MESSAGE_PHASE',
      message: text(
        '“收到外部数据”的规则要在保存之后执行，请改“执行时机”',
        'a rule that answers data from outside runs after the save; change when it runs',
      ),
    })),
  ]
}
