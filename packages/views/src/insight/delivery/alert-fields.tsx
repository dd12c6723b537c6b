import type { AlertSettings } from '@mortise/client'
import { captioned, say } from '@mortise/errors'
import type { ReportDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { InputNumber, Select, Switch } from 'antd'
import { type ReactNode, useId } from 'react'
import { messages } from './messages.ts'

/** A figure that can be watched. */
export type Figure = { readonly key: string; readonly label: ReportDocument['label'] }

/** What is watched for at first: the total of the first figure. */
export function firstAlert(figures: readonly Figure[]): AlertSettings {
  return {
    measure: figures[0]?.key ?? '',
    row: 'total',
    op: 'below',
    coolDownHours: 24,
    recovery: true,
    mail: true,
  }
}

const pauses = [1, 4, 12, 24, 72, 168] as const

/** What is watched for, as a sentence of choices. */
export function AlertFields({
  value,
  onChange,
  figures,
  periods,
}: {
  readonly value: AlertSettings
  readonly onChange: (next: AlertSettings) => void
  readonly figures: readonly Figure[]
  /** Whether the report stands by time: then its latest period can be watched. */
  readonly periods: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const id = useId()
  const set = (patch: Partial<AlertSettings>): void => onChange({ ...value, ...patch })
  const rows = (['total', 'last', 'any'] as const).filter(
    (one) => (one !== 'last' || periods) && (one !== 'any' || value.op !== 'change'),
  )
  const toOp = (op: AlertSettings['op']): void => {
    if (op !== 'change') return set({ op })
    const row = value.row === 'any' ? 'total' : value.row
    set({ op, row, against: row === 'last' ? 'period' : 'check', direction: value.direction ?? 'either' })
  }
  return (
    <>
      <div className="m-watch-pair">
        <div className="m-watch-field">
          <label htmlFor={`${id}-figure`}>{t('figure')}</label>
          <Select
            id={`${id}-figure`}
            value={value.measure}
            options={figures.map(({ key, label }) => ({ value: key, label: say(label, locale) || key }))}
            onChange={(measure: string) => set({ measure })}
          />
        </div>
        <div className="m-watch-field">
          <label htmlFor={`${id}-row`}>{t('row')}</label>
          <Select
            id={`${id}-row`}
            value={value.row}
            options={rows.map((one) => ({
              value: one,
              label: t(({ total: 'rowTotal', last: 'rowLast', any: 'rowAny' } as const)[one]),
            }))}
            onChange={(row: AlertSettings['row']) =>
              set({ row, ...(value.op === 'change' && row !== 'last' ? { against: 'check' as const } : {}) })
            }
          />
        </div>
      </div>
      <div className="m-watch-field">
        <label htmlFor={`${id}-op`}>{t('condition')}</label>
        <div className="m-watch-when">
          <Select
            id={`${id}-op`}
            value={value.op}
            options={(['above', 'below', 'change', 'noData'] as const).map((one) => ({
              value: one,
              label: t(one),
            }))}
            onChange={toOp}
          />
          {value.op === 'noData' ? null : (
            <InputNumber
              aria-label={t(value.op === 'change' ? 'percent' : 'threshold')}
              value={value.value ?? null}
              {...(value.op === 'change' ? { min: 0.01, suffix: '%' } : {})}
              onChange={(next) => {
                const { value: _before, ...rest } = value
                onChange(next === null ? rest : { ...rest, value: Number(next) })
              }}
            />
          )}
          {value.op === 'change' ? (
            <>
              <Select
                aria-label={t('direction')}
                value={value.direction ?? 'either'}
                options={(['either', 'up', 'down'] as const).map((one) => ({ value: one, label: t(one) }))}
                onChange={(direction: 'either' | 'up' | 'down') => set({ direction })}
              />
              <Select
                aria-label={t('against')}
                value={value.against ?? 'check'}
                options={(['check', 'period'] as const)
                  .filter((one) => one === 'check' || value.row === 'last')
                  .map((one) => ({
                    value: one,
                    label: captioned(
                      t('against'),
                      t(one === 'check' ? 'againstCheck' : 'againstPeriod'),
                      locale,
                    ),
                  }))}
                onChange={(against: 'check' | 'period') => set({ against })}
              />
            </>
          ) : null}
        </div>
      </div>
      <div className="m-watch-field">
        <label htmlFor={`${id}-pause`}>{t('coolDown')}</label>
        <Select
          id={`${id}-pause`}
          value={value.coolDownHours ?? 24}
          options={pauses.map((hours) => ({
            value: hours,
            label: hours < 24 ? t('hours', { n: hours }) : t('days', { n: hours / 24 }),
          }))}
          onChange={(coolDownHours: number) => set({ coolDownHours })}
        />
      </div>
      {value.op === 'change' ? null : (
        <label className="m-watch-switch">
          <Switch
            size="small"
            checked={value.recovery !== false}
            onChange={(recovery) => set({ recovery })}
          />
          <span>{t('recovery')}</span>
        </label>
      )}
    </>
  )
}
