import { say } from '@mortise/errors'
import { dateAt } from '@mortise/expressions'
import { Icon, IconButton, useT, useUi } from '@mortise/ui'
import { Button, Checkbox, Dropdown, Input, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { RecordsPicker } from '../kit/records-picker.tsx'
import { plainPathOf } from './aggregates.ts'
import { dayPresets, daysName, presetDays } from './day-groups.ts'
import { DaysBox } from './days-box.tsx'
import { targetAt } from './fields.ts'
import { messages, type ReportWord } from './messages.ts'
import type { Asking, ReportEditor } from './use-report-editor.ts'
import {
  addRow,
  bandName,
  fillRows,
  groupChoices,
  groupingKind,
  type Grouping,
  type GroupingKind,
  type GroupRow,
  isWhole,
  pickedName,
  readGrouping,
  withDays,
  writeGrouping,
} from './value-groups.ts'

const notes: { readonly [K in GroupingKind]: ReportWord } = {
  picked: 'pickedNote',
  records: 'recordsNote',
  bands: 'bandsNote',
  days: 'daysNote',
}

/** What the boxes of a group know: the dimension, and the groups as they are filled in so far. */
type Filling = {
  readonly editor: ReportEditor
  readonly dimension: NonNullable<ReportEditor['report']['dimensions']>[number]
  readonly grouping: Grouping
  readonly put: (at: number, patch: Partial<GroupRow>) => void
}
type At = { readonly filling: Filling; readonly row: GroupRow; readonly at: number }

/** Puts values of a dimension together under names: options and records into sets, numbers and dates into bands. */
export function ValueGroupsDialog({
  editor,
  asking,
}: {
  readonly editor: ReportEditor
  readonly asking: Extract<Asking, { about: 'values' }>
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const dimension = report.dimensions?.find(({ key }) => key === asking.dimension)
  const kind = dimension && groupingKind(source, dimension)
  const [grouping, setGrouping] = useState<Grouping>(() =>
    readGrouping(dimension ?? { key: '', expr: null }, kind ?? 'picked', source),
  )
  if (dimension === undefined || kind === undefined) return null
  const close = (): void => editor.ask(undefined)
  const done = (): void => {
    const name = editor.nameOf(dimension)
    editor.edit(writeGrouping(report, grouping, { source, dimension }), t('edited', { name }))
    close()
  }
  const put = (at: number, patch: Partial<GroupRow>): void =>
    setGrouping({
      ...grouping,
      rows: grouping.rows.map((one, index) => (index === at ? { ...one, ...patch } : one)),
    })
  const filling: Filling = { editor, dimension, grouping, put }
  return (
    <Modal
      open
      title={t('valuesTitle', { name: editor.nameOf(dimension) })}
      width={kind === 'days' ? 860 : 640}
      okText={t('done')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isWhole(grouping) }}
      onOk={done}
      onCancel={close}
    >
      <p className="m-faint r-value-note">{t(notes[kind])}</p>
      {grouping.rows.map((row, at) => (
        <div key={row.key} className={kind === 'days' ? 'r-value-group r-value-days' : 'r-value-group'}>
          <NameBox filling={filling} row={row} at={at} />
          <ValuesBox filling={filling} row={row} at={at} />
          <IconButton
            icon="x"
            size={14}
            label={t('remove')}
            disabled={grouping.rows.length < 2}
            onClick={() => setGrouping({ ...grouping, rows: grouping.rows.toSpliced(at, 1) })}
          />
        </div>
      ))}
      <RestBox filling={filling} onChange={setGrouping} />
      <MoreBar filling={filling} onChange={setGrouping} />
    </Modal>
  )
}

function NameBox({ filling, row, at }: At): ReactNode {
  const t = useT(messages)
  const { grouping, dimension, editor, put } = filling
  const { source } = editor
  const automatic: { readonly [K in GroupingKind]: () => string } = {
    picked: () => pickedName(row.values, source, dimension) || t('groupName'),
    records: () => t('groupName'),
    bands: () => bandName(grouping, at, source.locale),
    days: () => daysName(row.days, source.locale),
  }
  return (
    <Input
      aria-label={t('groupNameAt', { at: String(at + 1) })}
      value={row.name}
      placeholder={automatic[grouping.kind]()}
      onChange={(event) => put(at, { name: event.target.value })}
    />
  )
}

/** What is in a group: a box for each way of putting values together. */
function ValuesBox(given: At): ReactNode {
  const Box = boxes[given.filling.grouping.kind]
  return <Box {...given} />
}

const boxes: { readonly [K in GroupingKind]: (given: At) => ReactNode } = {
  picked: PickedBox,
  records: RecordsBox,
  bands: BandBox,
  days: ({ filling, row, at }) => (
    <DaysBox
      value={row.days}
      at={at + 1}
      onChange={(days) => filling.put(at, withDays(row, days, filling.editor.source.locale))}
    />
  ),
}

function BandBox({ filling, row, at }: At): ReactNode {
  const t = useT(messages)
  return (
    <InputNumber
      aria-label={t('bandEndAt', { at: String(at + 1) })}
      prefix={t('below')}
      value={row.below}
      onChange={(below) => filling.put(at, { below })}
    />
  )
}

const takenIn = ({ rows }: Grouping): ReadonlySet<string> => new Set(rows.flatMap((one) => one.values))

function PickedBox({ filling, row, at }: At): ReactNode {
  const t = useT(messages)
  const { source } = filling.editor
  const taken = takenIn(filling.grouping)
  const choices = groupChoices(source, filling.dimension).map((one) => ({
    value: one.value,
    label: say(one.label, source.locale),
  }))
  return (
    <Select<string[]>
      aria-label={t('groupValuesAt', { at: String(at + 1) })}
      mode={choices.length > 0 ? 'multiple' : 'tags'}
      value={[...row.values]}
      placeholder={t(choices.length > 0 ? 'pickValues' : 'writeValues')}
      options={choices.filter(({ value }) => row.values.includes(value) || !taken.has(value))}
      optionFilterProp="label"
      onChange={(values) => filling.put(at, { values })}
    />
  )
}

function RecordsBox({ filling, row, at }: At): ReactNode {
  const t = useT(messages)
  const entity = targetAt(filling.editor.source, plainPathOf(filling.dimension.expr) ?? '')
  if (entity === undefined) return null
  return (
    <RecordsPicker
      entity={entity}
      value={row.values}
      taken={takenIn(filling.grouping)}
      label={t('groupValuesAt', { at: String(at + 1) })}
      placeholder={t('pickRecords')}
      onChange={(values) => filling.put(at, { values })}
    />
  )
}

type Changing = { readonly filling: Filling; readonly onChange: (next: Grouping) => void }

/** Where all other values go, if anywhere. Bands go on for ever, so they always have such a place. */
function RestBox({ filling, onChange }: Changing): ReactNode {
  const t = useT(messages)
  const { grouping, editor } = filling
  const { kind, rest, rows } = grouping
  if (kind !== 'bands' && rest === undefined) return null
  const placeholder =
    kind === 'bands' ? bandName(grouping, rows.length, editor.source.locale) : t('restGroup')
  return (
    <div className="r-value-group">
      <Input
        aria-label={t('restName')}
        value={rest?.name ?? ''}
        placeholder={placeholder}
        onChange={(event) =>
          onChange({ ...grouping, rest: { key: rest?.key ?? 'rest', name: event.target.value } })
        }
      />
      <span className="m-faint">{t('restNote')}</span>
    </div>
  )
}

function MoreBar({ filling, onChange }: Changing): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const { grouping, editor } = filling
  const { source } = editor
  const start = source.model.time.fiscalYearStart
  // Where the fiscal year is the year, it is offered once.
  const ready = dayPresets.filter((one) => start !== 1 || !one.startsWith('fiscal'))
  const fill = (preset: (typeof dayPresets)[number]): void =>
    onChange(fillRows(grouping, presetDays(preset, dateAt(Date.now(), timeZone), start), source.locale))
  return (
    <div className="r-value-more">
      <Button
        size="small"
        type="dashed"
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange(addRow(grouping))}
      >
        {t('addGroup')}
      </Button>
      {grouping.kind === 'days' ? (
        <Dropdown
          trigger={['click']}
          menu={{ items: ready.map((one) => ({ key: one, label: t(one), onClick: () => fill(one) })) }}
        >
          <Button size="small" icon={<Icon name="calendar" size={14} />}>
            {t('readyDays')}
          </Button>
        </Dropdown>
      ) : null}
      {grouping.kind === 'bands' ? null : (
        <Checkbox
          checked={grouping.rest !== undefined}
          onChange={(event) => {
            const { rest: _, ...others } = grouping
            const rest = event.target.checked ? { key: 'rest', name: t('restGroup') } : undefined
            onChange({ ...others, rest })
          }}
        >
          {t('gatherRest')}
        </Checkbox>
      )}
    </div>
  )
}
