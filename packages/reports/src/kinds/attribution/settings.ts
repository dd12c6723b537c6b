import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import type { ReportContext } from '../../types.ts'
import {
  choiceSetting,
  dates,
  editedSetting,
  fieldValue,
  firstOf,
  numbers,
  valueSetting,
} from '../settings.ts'
import { models } from './credit.ts'

const ofTouches = { of: 'touches' } as const

/** What attribution is asked; what else a kind on top of it wants comes after. */
export const attributionSettings: readonly FieldDocument[] = [
  valueSetting('at', { zh: '成交时间', en: 'When it was won' }, { required: true, kinds: dates }),
  valueSetting('amount', { zh: '成交金额', en: 'Amount' }, { kinds: numbers }),
  editedSetting('touches', { zh: '触点记在哪张表', en: 'Where touches are kept' }, 'entity', {
    required: true,
  }),
  valueSetting(
    'conversion',
    { zh: '触点属于哪笔成交', en: 'What came of a touch' },
    { ...ofTouches, required: true },
  ),
  valueSetting(
    'touchedAt',
    { zh: '触点时间', en: 'When a touch was' },
    { ...ofTouches, required: true, kinds: dates },
  ),
  valueSetting('channel', { zh: '渠道', en: 'Channel' }, { ...ofTouches, required: true }),
  editedSetting('where', { zh: '只算满足条件的触点', en: 'Only touches where' }, 'condition', ofTouches),
  {
    key: 'days',
    label: { zh: '成交前多少天内的触点', en: 'Days before that count' },
    type: 'integer',
    default: 90,
  },
  choiceSetting(
    'model',
    { zh: '功劳怎么分', en: 'How credit is shared' },
    models.map(({ key, label }) => [key, label.zh, label.en] as const),
  ),
]

/** Touches of the first entity that links to this one and has a date and a channel of its own. */
export function startAttribution(entity: EntityModel, { model }: ReportContext): Settings {
  const amount = firstOf(entity, numbers)
  const leads = (key: string, other: EntityModel): boolean => {
    const type = other.scope.find(key)?.type
    return type?.kind === 'id' && type.entity === entity.key
  }
  const touches = model.entities.find(
    (one) => one.fields.some(({ key }) => leads(key, one)) && firstOf(one, dates) !== undefined,
  )
  const conversion = touches?.fields.find(({ key }) => leads(key, touches))?.key
  const channel = touches && (firstOf(touches, ['id'], (key) => key !== conversion) ?? touches.document.title)
  return {
    at: fieldValue(firstOf(entity, dates)),
    ...(amount === undefined ? {} : { amount: fieldValue(amount) }),
    touches: touches?.key ?? '',
    conversion: fieldValue(conversion),
    touchedAt: fieldValue(touches && firstOf(touches, dates)),
    channel: fieldValue(channel),
  }
}
