import type { DateRelativeDocument } from '@mortise/schema'
import { SegmentedControl, useLocale, useT } from '@mortise/ui'
import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { documentChoices, fieldChoices } from '../kit/names.ts'
import { patched } from '../kit/patched.ts'
import { TimeBox } from '../kit/time-box.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './trigger-messages.ts'

const units = ['minute', 'hour', 'day', 'week', 'month'] as const
const repeats = ['once', 'yearly', 'lunar', 'lunarField'] as const
type Repeat = (typeof repeats)[number]
type Side = 'before' | 'onTheDay' | 'after'

/** What a date trigger begins with. */
export const newDateTrigger: DateRelativeDocument = { field: '', offset: -3, unit: 'day', at: '09:00' }

function repeatOf({ repeat, lunar, lunarField }: DateRelativeDocument): Repeat {
  if (lunarField !== undefined) return 'lunarField'
  if (lunar === true) return 'lunar'
  return repeat === 'yearly' ? 'yearly' : 'once'
}

const repeating: { readonly [R in Repeat]: { readonly [key: string]: unknown } } = {
  once: { repeat: null, lunar: null, lunarField: null },
  yearly: { repeat: 'yearly', lunar: null, lunarField: null },
  lunar: { repeat: 'yearly', lunar: true, lunarField: null },
  lunarField: { repeat: 'yearly', lunar: null, lunarField: '' },
}

/** So long before or after a date of the record, at a time of day, once or every year. */
export function DateTrigger({
  value,
  home,
  onChange,
}: {
  readonly value: DateRelativeDocument
  readonly home: string
  readonly onChange: (next: DateRelativeDocument) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const entity = model.entity(home)
  const kindOf = (key: string): string | undefined => entity?.scope.find(key)?.type.kind
  const all = fieldChoices({ model, locale }, entity)
  const dates = all.filter((one) => ['date', 'datetime'].includes(kindOf(one.value) ?? ''))
  const side: Side = value.offset === 0 ? 'onTheDay' : value.offset < 0 ? 'before' : 'after'
  const repeat = repeatOf(value)
  const put = (patch: { readonly [key: string]: unknown }): void => onChange(patched(value, patch))
  const length = Math.abs(value.offset)
  return (
    <section className="d-trigger">
      <h3 className="d-panel-heading">{t('dateTitle')}</h3>
      <label className="d-line">
        <span>{t('dateField')}</span>
        <ChoiceBox
          label={t('dateField')}
          value={value.field}
          choices={dates}
          onChange={(field) => onChange({ ...value, field: typeof field === 'string' ? field : '' })}
        />
      </label>
      <SegmentedControl
        label={t('side')}
        value={side}
        options={(['before', 'onTheDay', 'after'] as const).map((one) => ({ value: one, label: t(one) }))}
        onChange={(next) =>
          put({ offset: next === 'onTheDay' ? 0 : (next === 'before' ? -1 : 1) * Math.max(1, length) })
        }
      />
      {side === 'onTheDay' ? null : (
        <span className="d-pair">
          <InputNumber
            aria-label={t('howLong')}
            min={1}
            max={9999}
            precision={0}
            value={length}
            onChange={(next) => put({ offset: (side === 'before' ? -1 : 1) * Number(next ?? 1) })}
          />
          <Select<DateRelativeDocument['unit']>
            aria-label={t('unit')}
            value={value.unit}
            options={units.map((one) => ({ value: one, label: t(one) }))}
            onChange={(unit) => put({ unit })}
          />
        </span>
      )}
      <label className="d-line">
        <span>{t('at')}</span>
        <TimeBox label={t('at')} clearable value={value.at} onChange={(at) => put({ at })} />
      </label>
      <label className="d-line">
        <span>{t('workdays')}</span>
        <ChoiceBox
          label={t('workdays')}
          value={value.calendar ?? null}
          placeholder={t('workdaysNone')}
          choices={documentChoices({ model, locale }, 'calendar')}
          onChange={(calendar) => put({ calendar })}
        />
      </label>
      <label className="d-line">
        <span>{t('repeat')}</span>
        <Select<Repeat>
          aria-label={t('repeat')}
          value={repeat}
          options={repeats.map((one) => ({ value: one, label: t(one) }))}
          onChange={(next) => put(repeating[next])}
        />
      </label>
      {repeat === 'lunarField' ? (
        <label className="d-line">
          <span>{t('lunarWhich')}</span>
          <ChoiceBox
            label={t('lunarWhich')}
            value={value.lunarField ?? null}
            choices={all.filter((one) => kindOf(one.value) === 'boolean')}
            onChange={(field) => onChange({ ...value, lunarField: typeof field === 'string' ? field : '' })}
          />
        </label>
      ) : null}
      <label className="d-line">
        <span>{t('misfire')}</span>
        <Select<'fireOnce' | 'skip'>
          aria-label={t('misfire')}
          value={value.misfire ?? 'fireOnce'}
          options={(['fireOnce', 'skip'] as const).map((one) => ({ value: one, label: t(one) }))}
          onChange={(misfire) => put({ misfire: misfire === 'fireOnce' ? undefined : misfire })}
        />
      </label>
    </section>
  )
}
