import type { Expression } from '@mortise/expressions'
import type { Effect, Settings } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { bindRecord, readValues, valueKeys } from '../values.ts'

type Step = {
  readonly entity: string
  readonly ref?: string
  readonly matchFirst?: Expression
  readonly when?: Expression
  readonly values: { readonly [field: string]: unknown }
}

function steps(settings: Settings): readonly Step[] {
  const given = settings['steps']
  return Array.isArray(given) ? (given as unknown as readonly Step[]) : []
}

/**
 * Turns the record into several linked ones in one transaction, then marks it. Each step makes a record, or takes one
 * that fits `matchFirst`; values may name records of earlier steps by `$ref:<ref>`. `then` is written to the source.
 */
export const convert: ActionType = defineAction({
  type: 'convert',
  version: 1,
  label: { zh: '转化', en: 'Convert' },
  icon: 'git-branch-plus',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting(
      'steps',
      { zh: '生成哪些记录', en: 'Records to make' },
      { type: 'longtext', editor: 'steps', required: true },
    ),
    setting('then', { zh: '然后更新本记录', en: 'Then set here' }, { type: 'longtext', editor: 'values' }),
  ],
  describe: (settings) => {
    const names = steps(settings).map((step) => step.entity)
    return { zh: `转化为 ${names.join('、')}`, en: `Convert to ${names.join(', ')}` }
  },
  writes: (settings, entity) => [
    ...steps(settings).map((step) => ({
      entity: step.entity,
      fields: valueKeys(step.values),
      op: 'create' as const,
    })),
    { entity, fields: valueKeys(settings['then']), op: 'update' },
  ],
  run: (settings, ctx) => {
    const list = steps(settings)
    if (list.length === 0) throw errors.ACTION_SETTING_MISSING({ action: 'convert', setting: 'steps' })
    const made = list
      .filter((step) => step.when === undefined || ctx.evaluate(step.when) === true)
      .map(
        (step): Effect => ({
          type: 'write_record',
          op: 'create',
          entity: step.entity,
          values: readValues(step.values, ctx),
          ...(step.ref === undefined ? {} : { ref: step.ref }),
          ...(step.matchFirst === undefined ? {} : { matchFirst: bindRecord(step.matchFirst, ctx) }),
        }),
      )
    const then = readValues(settings['then'], ctx)
    if (Object.keys(then).length === 0) return made
    const { entity, id } = ctx.record
    return [...made, { type: 'write_record', op: 'update', entity, id, values: then }]
  },
})
