import type { ActionContext, RecordValues, ScoreDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textSetting } from '../values.ts'
import { explainScore, scoreRecord } from './score-record.ts'

/** Points of behaviour as they stand in their field; what they have lost since is worked out when its time comes. */
function engagementOf(document: ScoreDocument, ctx: ActionContext): number {
  const value = document.engagement === undefined ? null : ctx.record.values[document.engagement.field]
  return value === null || value === undefined || !Number.isFinite(Number(value)) ? 0 : Number(value)
}

/** Counts a record's points by a score document and writes points, grade and explanation. */
export const score: ActionType = defineAction({
  type: 'score',
  version: 1,
  label: { zh: '评分', en: 'Score' },
  icon: 'gauge',
  group: 'record',
  phases: ['beforeSave', 'afterSave', 'async'],
  settings: [setting('score', { zh: '评分表', en: 'Score' }, { editor: 'score', required: true })],
  describe: (settings) => {
    const key = textSetting(settings['score']) ?? '?'
    return { zh: `按“${key}”评分`, en: `Score by "${key}"` }
  },
  writes: (settings, entity, document) => {
    const found = document?.('score', textSetting(settings['score']) ?? '') as ScoreDocument | undefined
    if (found === undefined) return [{ entity, fields: ['*'], op: 'update' }]
    const fields = [found.field, found.gradeField, found.explainField].filter((key) => key !== undefined)
    return [{ entity, fields, op: 'update' }]
  },
  run: (settings, ctx) => {
    const key = textSetting(settings['score'])
    if (key === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'score', setting: 'score' })
    const found = ctx.document('score', key)
    if (found === undefined) throw errors.ACTION_DOCUMENT_UNKNOWN({ action: 'score', key })
    const document = found as ScoreDocument
    const before = document.gradeField === undefined ? null : ctx.record.values[document.gradeField]
    const result = scoreRecord(
      document,
      ctx.evaluate,
      typeof before === 'string' ? before : null,
      engagementOf(document, ctx),
    )
    const values: RecordValues = {
      [document.field]: result.points,
      ...(document.gradeField === undefined ? {} : { [document.gradeField]: result.grade }),
      ...(document.explainField === undefined
        ? {}
        : { [document.explainField]: explainScore(result) || null }),
    }
    if (ctx.phase === 'beforeSave')
      return Object.entries(values).map(([field, value]) => ({ type: 'set_value', field, value }))
    return [{ type: 'write_record', op: 'update', entity: ctx.record.entity, id: ctx.record.id, values }]
  },
})
