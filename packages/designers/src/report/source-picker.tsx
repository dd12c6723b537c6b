import { say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { possibleSources } from '@mortise/reports'
import type { ReportDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { patched } from './commands.ts'
import { messages } from './messages.ts'
import type { ReportEditor } from './use-report-editor.ts'

const records = ''

/** A report over other rows: what was put on the shelves is of fields that are not there any more. */
function over(report: ReportDocument, key: string): ReportDocument {
  const bare = patched<ReportDocument>(report, {
    joins: undefined,
    filter: undefined,
    having: undefined,
    sort: undefined,
    limit: undefined,
    zeros: undefined,
    layout: undefined,
    chart: undefined,
  })
  const { entity } = report.source
  const source = key === records ? { entity } : { entity, report: key }
  return { ...bare, source, dimensions: [], measures: [] }
}

/** Whether the report is of the records themselves or of the rows of another report of them. */
export function SourcePicker({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const { model, kit, locale } = source
  const { entity, report: current } = report.source
  const known = useMemo(
    () =>
      possibleSources(
        { key: report.key, label: '', source: { entity } },
        { model, fields: kit.fields, language },
        kit.reportKinds,
      ),
    [model, kit, report.key, entity],
  )
  if (known.length === 0 && current === undefined) return null
  const ofEntity = say(model.entity(entity)?.document.label, locale) || entity
  const named = known.map((one) => ({
    value: one.key,
    label: t('sourceReport', { name: say(one.label, locale) || one.key }),
  }))
  const gone = current !== undefined && !known.some((one) => one.key === current)
  const options = [
    { value: records, label: t('sourceRecords', { name: ofEntity }) },
    ...named,
    ...(gone ? [{ value: current, label: t('sourceReport', { name: current }) }] : []),
  ]
  const choose = (key: string): void => {
    const name = options.find((one) => one.value === key)?.label ?? key
    editor.select(undefined)
    editor.edit(over(report, key), t('sourceChanged', { name }))
  }
  return (
    <label className="r-source">
      <span>{t('sourceOf')}</span>
      <Select<string>
        aria-label={t('sourceOf')}
        value={current ?? records}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={choose}
      />
      {current === undefined ? null : <small>{t('sourceNote')}</small>}
    </label>
  )
}
