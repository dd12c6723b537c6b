import type { Expression, Json } from '@mortise/expressions'
import { joinScope, type ReportJoinDocument } from '@mortise/schema'
import { SegmentedControl, useT } from '@mortise/ui'
import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { linkTarget } from '../kit/names.ts'
import { patched } from './commands.ts'
import type { Source } from './fields.ts'
import { messages } from './messages.ts'
import { freeJoinKey, pathName, sourceOfJoin, withJoins } from './related.ts'
import type { Asking, ReportEditor } from './use-report-editor.ts'

/** Ways to other records: of the record itself, and of those it links to. */
function ways(
  source: Source,
): readonly { readonly value: string; readonly label: string; readonly icon: string }[] {
  const { entity, model } = source
  if (entity === undefined) return []
  const icon = (target: string): string => model.entity(target)?.document.icon ?? 'rows-3'
  const own = entity.relations.map(({ key, target }) => ({
    value: key,
    label: pathName(source, key),
    icon: icon(target),
  }))
  const further = entity.fields.flatMap((field) => {
    const target = linkTarget(model, field)
    const relations =
      target === undefined || field.system || target.relations.length > 24 ? [] : target.relations
    return relations.map((one) => {
      const path = `${field.key}.${one.key}`
      return { value: path, label: pathName(source, path), icon: icon(one.target) }
    })
  })
  return [...own, ...further]
}

/** Keeps only records that have related ones, or have none; a condition may hold both sides against each other. */
export function RelatedDialog({
  editor,
  asking,
}: {
  readonly editor: ReportEditor
  readonly asking: Extract<Asking, { about: 'related' }>
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const known = report.joins?.find(({ key }) => key === asking.join)
  const [has, setHas] = useState(known === undefined ? asking.has : known.type === 'exists')
  const [path, setPath] = useState<string | undefined>(known?.path ?? asking.way)
  const [where, setWhere] = useState<Expression | null>(known?.where ?? null)
  const rows = path === undefined ? undefined : sourceOfJoin(source, { path }).entity
  const close = (): void => editor.ask(undefined)
  const done = (): void => {
    if (path === undefined) return
    const key = known?.key ?? freeJoinKey(report, `${has ? 'with' : 'without'}_${path.replaceAll('.', '_')}`)
    const type = has ? 'exists' : 'absent'
    const join = patched<ReportJoinDocument>({ key, type, path }, { where: where ?? undefined })
    const joins = report.joins ?? []
    const next = known === undefined ? [...joins, join] : joins.map((one) => (one.key === key ? join : one))
    editor.edit(withJoins(report, next), t('filtered'))
    close()
  }
  return (
    <Modal
      open
      title={t('relatedTitle')}
      width={720}
      okText={t('done')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: path === undefined }}
      onOk={done}
      onCancel={close}
    >
      <div className="r-related">
        <SegmentedControl<'has' | 'lacks'>
          label={t('operator')}
          value={has ? 'has' : 'lacks'}
          options={[
            { value: 'has', label: t('has') },
            { value: 'lacks', label: t('lacks') },
          ]}
          onChange={(next) => setHas(next === 'has')}
        />
        <ChoiceBox
          label={t('whichRelated')}
          value={path ?? null}
          choices={ways(source)}
          onChange={(next) => {
            setPath(typeof next === 'string' ? next : undefined)
            setWhere(null)
          }}
        />
      </div>
      {rows === undefined || path === undefined ? null : (
        <section className="r-related-where">
          <h4>{t('whereRelated')}</h4>
          <ConditionBuilder
            key={path}
            value={where}
            onChange={(next: Json) => setWhere(next)}
            entity={rows.key}
            scope={joinScope(source.model, report.source.entity, { path })}
            record={report.source.entity}
            {...(asking.path === undefined || path !== asking.way ? {} : { begin: asking.path })}
          />
        </section>
      )}
    </Modal>
  )
}
