import type { Expression, Json } from '@mortise/expressions'
import type { EntityModel, ReportJoinDocument } from '@mortise/schema'
import { Icon, IconButton, SegmentedControl, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { entityChoices, fieldChoices } from '../kit/names.ts'
import { plainPathOf } from './aggregates.ts'
import { patched } from './commands.ts'
import { kindAt } from './fields.ts'
import { messages } from './messages.ts'
import { freeJoinKey, joinName, withJoins } from './related.ts'
import type { Asking, ReportEditor } from './use-report-editor.ts'

type Pair = { readonly own: string; readonly other: string }
type How = 'equal' | 'beside'

const fieldOf = (path: string): Expression => ({ var: path })
const pathIn = (expr: Expression | undefined): string => plainPathOf(expr) ?? ''

/** Fields of the other records that are called and hold what a group of the report is: a first guess. */
function alike(
  { report, source }: ReportEditor,
  other: EntityModel | undefined,
): { readonly [dimension: string]: string } {
  const found = (report.dimensions ?? []).flatMap(({ key, expr }) => {
    const own = plainPathOf(expr)
    const last = own?.split('.').at(-1) ?? ''
    const [a, b] = [own === undefined ? undefined : kindAt(source, own), other?.scope.find(last)?.type.kind]
    return a !== undefined && a === b ? [[key, last] as const] : []
  })
  return Object.fromEntries(found)
}

/** Joins records that no link leads to: by equal values, or side by side in the groups of the report. */
export function DataDialog({
  editor,
  asking,
}: {
  readonly editor: ReportEditor
  readonly asking: Extract<Asking, { about: 'data' }>
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const known = report.joins?.find(({ key }) => key === asking.join)
  const dimensions = report.dimensions ?? []
  const [how, setHow] = useState<How>(known?.type === 'beside' ? 'beside' : 'equal')
  const [entity, setEntity] = useState<string | undefined>(known?.entity)
  const [pairs, setPairs] = useState<readonly Pair[]>(
    known?.on?.map((one) => ({ own: pathIn(one.own), other: pathIn(one.other) })) ?? [{ own: '', other: '' }],
  )
  const [by, setBy] = useState<{ readonly [dimension: string]: string }>(
    Object.fromEntries(Object.entries(known?.by ?? {}).map(([key, expr]) => [key, pathIn(expr)])),
  )
  const [where, setWhere] = useState<Expression | null>(known?.where ?? null)
  const other = source.model.entity(entity ?? '')
  const filled = pairs.filter((one) => one.own !== '' && one.other !== '')
  const given = Object.entries(by).filter(([, path]) => path !== '')
  const ready = other !== undefined && (how === 'equal' ? filled.length > 0 : given.length > 0)
  const close = (): void => editor.ask(undefined)
  const done = (): void => {
    if (other === undefined) return
    const key = known?.key ?? freeJoinKey(report, other.key)
    const ties =
      how === 'equal'
        ? { on: filled.map((one) => ({ own: fieldOf(one.own), other: fieldOf(one.other) })) }
        : {
            type: 'beside' as const,
            by: Object.fromEntries(given.map(([name, path]) => [name, fieldOf(path)])),
          }
    const join = patched<ReportJoinDocument>(
      { key, entity: other.key, ...ties },
      { where: where ?? undefined },
    )
    const joins = report.joins ?? []
    const next = known === undefined ? [...joins, join] : joins.map((one) => (one.key === key ? join : one))
    editor.edit(withJoins(report, next), t('added', { name: joinName(source, join), shelf: t('fields') }))
    close()
  }
  return (
    <Modal
      open
      title={t('dataTitle')}
      width={720}
      okText={t('done')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      onOk={done}
      onCancel={close}
    >
      <div className="r-data">
        <SegmentedControl<How>
          label={t('dataHow')}
          value={how}
          options={[
            { value: 'equal', label: t('dataEqual') },
            { value: 'beside', label: t('dataBeside') },
          ]}
          onChange={setHow}
        />
        <p className="m-faint">{t(how === 'equal' ? 'dataEqualNote' : 'dataBesideNote')}</p>
        <label>
          <span>{t('dataEntity')}</span>
          <ChoiceBox
            label={t('dataEntity')}
            value={entity ?? null}
            choices={entityChoices(source, 'any')}
            onChange={(next) => {
              const chosen = typeof next === 'string' ? next : undefined
              setEntity(chosen)
              setWhere(null)
              setBy(alike(editor, source.model.entity(chosen ?? '')))
            }}
          />
        </label>
        {other === undefined ? null : how === 'equal' ? (
          <Pairs pairs={pairs} onChange={setPairs} own={source.entity} other={other} editor={editor} />
        ) : (
          <>
            {dimensions.length === 0 ? <p className="m-faint">{t('dataNoGroups')}</p> : null}
            {dimensions.map((one) => {
              const label = t('dataFor', { name: editor.nameOf(one) })
              return (
                <label key={one.key}>
                  <span>{label}</span>
                  <ChoiceBox
                    label={label}
                    value={by[one.key] ?? null}
                    choices={fieldChoices(source, other, { paths: true })}
                    onChange={(next) => setBy({ ...by, [one.key]: typeof next === 'string' ? next : '' })}
                  />
                </label>
              )
            })}
          </>
        )}
        {other === undefined ? null : (
          <section className="r-related-where">
            <h4>{t('whereRelated')}</h4>
            <ConditionBuilder
              key={other.key}
              value={where}
              onChange={(next: Json) => setWhere(next)}
              entity={other.key}
              scope={other.scope}
            />
          </section>
        )}
      </div>
    </Modal>
  )
}

function Pairs({
  pairs,
  onChange,
  own,
  other,
  editor,
}: {
  readonly pairs: readonly Pair[]
  readonly onChange: (next: readonly Pair[]) => void
  readonly own: EntityModel | undefined
  readonly other: EntityModel
  readonly editor: ReportEditor
}): ReactNode {
  const t = useT(messages)
  const { source } = editor
  const put = (at: number, patch: Partial<Pair>): void =>
    onChange(pairs.map((one, index) => (index === at ? { ...one, ...patch } : one)))
  return (
    <>
      {pairs.map((pair, at) => (
        <div key={at} className="r-pair">
          <span>{t('dataOwn')}</span>
          <ChoiceBox
            label={t('dataOwn')}
            value={pair.own}
            choices={fieldChoices(source, own, { paths: true })}
            onChange={(next) => put(at, { own: typeof next === 'string' ? next : '' })}
          />
          <span>{t('dataOther')}</span>
          <ChoiceBox
            label={t('dataOther')}
            value={pair.other}
            choices={fieldChoices(source, other, { paths: true })}
            onChange={(next) => put(at, { other: typeof next === 'string' ? next : '' })}
          />
          <IconButton
            icon="x"
            size={14}
            label={t('remove')}
            disabled={pairs.length < 2}
            onClick={() => onChange(pairs.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange([...pairs, { own: '', other: '' }])}
      >
        {t('addPair')}
      </Button>
    </>
  )
}
