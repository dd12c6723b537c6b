import { say } from '@mortise/errors'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Checkbox, Input, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'
import type { Asking, ReportEditor } from './use-report-editor.ts'
import {
  addRow,
  bandName,
  groupChoices,
  groupingKind,
  type Grouping,
  type GroupRow,
  isWhole,
  pickedName,
  readGrouping,
  writeGrouping,
} from './value-groups.ts'

/** Puts values of a dimension together under names: options into sets, numbers into bands. */
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
  const taken = new Set(grouping.rows.flatMap((one) => one.values))
  const choices = groupChoices(source, dimension).map((one) => ({
    value: one.value,
    label: say(one.label, source.locale),
  }))
  const last = grouping.rows.length
  return (
    <Modal
      open
      title={t('valuesTitle', { name: editor.nameOf(dimension) })}
      width={640}
      okText={t('done')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isWhole(grouping) }}
      onOk={done}
      onCancel={close}
    >
      <p className="m-faint r-value-note">{t(kind === 'bands' ? 'bandsNote' : 'pickedNote')}</p>
      {grouping.rows.map((row, at) => (
        <div key={row.key} className="r-value-group">
          <Input
            aria-label={t('groupNameAt', { at: String(at + 1) })}
            value={row.name}
            placeholder={
              kind === 'bands'
                ? bandName(grouping, at, source.locale)
                : pickedName(row.values, source, dimension) || t('groupName')
            }
            onChange={(event) => put(at, { name: event.target.value })}
          />
          {kind === 'bands' ? (
            <InputNumber
              aria-label={t('bandEndAt', { at: String(at + 1) })}
              prefix={t('below')}
              value={row.below}
              onChange={(below) => put(at, { below })}
            />
          ) : (
            <Select<string[]>
              aria-label={t('groupValuesAt', { at: String(at + 1) })}
              mode={choices.length > 0 ? 'multiple' : 'tags'}
              value={[...row.values]}
              placeholder={t(choices.length > 0 ? 'pickValues' : 'writeValues')}
              options={choices.filter(({ value }) => row.values.includes(value) || !taken.has(value))}
              optionFilterProp="label"
              onChange={(values) => put(at, { values })}
            />
          )}
          <IconButton
            icon="x"
            size={14}
            label={t('remove')}
            disabled={grouping.rows.length < 2}
            onClick={() => setGrouping({ ...grouping, rows: grouping.rows.toSpliced(at, 1) })}
          />
        </div>
      ))}
      {kind === 'bands' || grouping.rest !== undefined ? (
        <div className="r-value-group">
          <Input
            aria-label={t('restName')}
            value={grouping.rest?.name ?? ''}
            placeholder={kind === 'bands' ? bandName(grouping, last, source.locale) : t('restGroup')}
            onChange={(event) =>
              setGrouping({
                ...grouping,
                rest: { key: grouping.rest?.key ?? 'rest', name: event.target.value },
              })
            }
          />
          <span className="m-faint">{t('restNote')}</span>
        </div>
      ) : null}
      <div className="r-value-more">
        <Button
          size="small"
          type="dashed"
          icon={<Icon name="plus" size={14} />}
          onClick={() => setGrouping(addRow(grouping))}
        >
          {t('addGroup')}
        </Button>
        {kind === 'bands' ? null : (
          <Checkbox
            checked={grouping.rest !== undefined}
            onChange={(event) => {
              const { rest: _, ...others } = grouping
              const rest = event.target.checked ? { key: 'rest', name: t('restGroup') } : undefined
              setGrouping({ ...others, rest })
            }}
          >
            {t('gatherRest')}
          </Checkbox>
        )}
      </div>
    </Modal>
  )
}
