import { say } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import type { Model, RecordValues } from '@mortise/schema'
import { carried, type Misfit } from './by-ids.ts'
import { misfitText } from './misfit-text.ts'
import type { WaitingRecord } from './outbox.ts'

type Ground = {
  readonly model: Model
  readonly kit: Pick<Kit, 'fields'>
  readonly locale: 'zh' | 'en'
  readonly say: { readonly misfits: (names: string) => string; readonly gone: () => string }
}

/** A waiting record under the names of today; refused, with everything still in it, when something has no place any more. */
export function carryRecord(ground: Ground, record: WaitingRecord): WaitingRecord {
  const { under } = record
  const { model, locale } = ground
  if (under === undefined || under.version === model.version) return record
  const read = (values: RecordValues) => carried(ground, { entity: record.entity, values, under })
  const [sent, typed] = [read(record.values), read(record.typed)]
  if (sent.entity === undefined) return { ...record, refused: ground.say.gone() }
  const form = model
    .forms(sent.entity.key)
    .find((one) => one.id === under.form || one.key === record.form)?.key
  const misfits: readonly Misfit[] = sent.misfits
  const called = { entity: sent.entity.key, form: record.form === undefined ? undefined : form }
  const moved = called.entity !== record.entity || called.form !== record.form
  const words = misfits
    .map((one) => `${say(one.label, locale)}：${misfitText(one)}`)
    .join(locale === 'zh' ? '；' : '; ')
  return {
    ...record,
    ...called,
    // The server knows the key of what it may have heard already by the names of then.
    ...(moved ? { first: record.first ?? { entity: record.entity, form: record.form } } : {}),
    values: sent.values,
    typed: typed.values,
    // From here on its names are those of today.
    under: undefined,
    ...(misfits.length === 0 ? {} : { misfits, refused: ground.say.misfits(words) }),
  }
}
