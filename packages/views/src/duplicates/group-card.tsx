import type { DuplicateGroup, WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import { type DuplicateDocument, duplicateSides, type EntityModel, type FieldModel } from '@mortise/schema'
import { Icon, IconButton, Link, Tag, useT } from '@mortise/ui'
import { Button, Checkbox } from 'antd'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { mostMerged } from '../list/most-merged.ts'
import { useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

/** Differences that are shown before more are asked for. */
const few = 6

type CardProps = {
  readonly entity: EntityModel
  readonly group: DuplicateGroup
  readonly rule: DuplicateDocument | undefined
  readonly label: string
  readonly onMerge: (records: readonly WireRecord[]) => void
  /** Without a record: none of them is another. */
  readonly onApart: (record?: string) => void
}

/** Records with a key in common side by side, and what can be done about it. */
export function GroupCard({ entity, group, rule, label, onMerge, onApart }: CardProps): ReactNode {
  const t = useT(messages)
  const own = group.records.filter((one) => one.entity === entity.key).map(({ record }) => record)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = own.filter(({ id }) => !left.has(id)).slice(0, mostMerged)
  const toggle = (id: string): void => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const shown = group.records.length
  return (
    <section className="m-card m-duplicate-group" aria-label={label}>
      <header>
        <h2>
          {label}
          <span className="m-faint">
            {group.size > 100 ? t('many', { n: group.size, shown }) : t('records', { n: shown })}
          </span>
        </h2>
        <div className="m-row">
          <Button onClick={() => onApart()}>{t('apart')}</Button>
          {own.length < 2 ? null : (
            <Button
              type="primary"
              disabled={chosen.length < 2}
              icon={<Icon name="merge" size={14} />}
              onClick={() => onMerge(chosen)}
            >
              {own.length > mostMerged ? t('mergeFirst', { n: mostMerged }) : t('merge')}
            </Button>
          )}
        </div>
      </header>
      <Compare {...{ entity, group, rule, left, onApart }} onToggle={own.length > 2 ? toggle : undefined} />
    </section>
  )
}

const quiet: ReadonlySet<string> = new Set(['id', 'version', 'updated_at', 'updated_by', 'created_by'])

/** The key under which a record of any entity holds what a field of the searched one means. */
function keyIn(of: string, field: string, given: Pick<CardProps, 'entity' | 'rule'>): string {
  const { entity, rule } = given
  if (rule === undefined || of === entity.key) return field
  const side = duplicateSides(entity.key, rule).find((one) => one.entity === of)
  const at = rule.fields.indexOf(field)
  return (at < 0 ? undefined : side?.fields[at]) ?? field
}

function Compare({
  entity,
  group,
  rule,
  left,
  onToggle,
  onApart,
}: Pick<CardProps, 'entity' | 'group' | 'rule' | 'onApart'> & {
  readonly left: ReadonlySet<string>
  readonly onToggle: ((id: string) => void) | undefined
}): ReactNode {
  const ctx = useFaceContext(entity.key)
  const rights = useRights(entity.key)
  const t = useT(messages)
  const [all, setAll] = useState(false)
  const { records } = group
  const valueIn = ({ entity: of, record }: DuplicateGroup['records'][number], key: string): Json =>
    record[keyIn(of, key, { entity, rule })] ?? null
  const own = records.filter((one) => one.entity === entity.key)
  const compared = new Set(rule?.fields)
  const differs = (field: FieldModel): boolean =>
    new Set(own.map((one) => JSON.stringify(valueIn(one, field.key)))).size > 1
  const fields = entity.fields
    .filter(
      ({ key }) =>
        Object.hasOwn(rights.fields, key) &&
        !quiet.has(key) &&
        // The name stands above already, unless something else is compared with it in another entity.
        (key !== entity.document.title || (compared.has(key) && own.length < records.length)),
    )
    .filter((field) => compared.has(field.key) || differs(field))
    .filter((field) => own.some((one) => valueIn(one, field.key) !== null))
    .toSorted((a, b) => Number(compared.has(b.key)) - Number(compared.has(a.key)))
  return (
    <>
      <div className="m-scroll-x">
        <table
          className="m-simple-table m-duplicate-table"
          style={{ '--m-records': records.length } as CSSProperties}
        >
          <thead>
            <tr>
              <th scope="col">
                <span className="m-visually-hidden">{t('field')}</span>
              </th>
              {records.map(({ entity: of, record }) => (
                <Head
                  key={record.id}
                  {...{ entity, of, record }}
                  chosen={!left.has(record.id)}
                  onToggle={onToggle}
                  onApart={records.length > 2 ? onApart : undefined}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.slice(0, all ? undefined : few).map((field) => (
              <tr key={field.key}>
                <th scope="row">{say(field.document.label, ctx.locale) || field.key}</th>
                {records.map((one) => (
                  <td key={one.record.id}>
                    {valueIn(one, field.key) === null ? (
                      <span className="m-faint">—</span>
                    ) : (
                      <Value value={valueIn(one, field.key)} field={field.document} ctx={ctx} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {fields.length <= few ? null : (
        <button type="button" className="m-plain-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewFields') : t('allFields', { n: fields.length })}
        </button>
      )}
    </>
  )
}

/** One record's name, with its kind where it is of another, and whether it takes part. */
function Head({
  entity,
  of,
  record,
  chosen,
  onToggle,
  onApart,
}: {
  readonly entity: EntityModel
  readonly of: string
  readonly record: WireRecord
  readonly chosen: boolean
  readonly onToggle: ((id: string) => void) | undefined
  readonly onApart: ((record: string) => void) | undefined
}): ReactNode {
  const { model } = useWorkspace()
  const ctx = useFaceContext(of)
  const t = useT(messages)
  const other = of === entity.key ? undefined : model.entity(of)
  const titled = model.entity(of)
  const title = titled?.field(titled.document.title)
  const value = record[titled?.document.title ?? ''] ?? null
  const name = typeof value === 'string' ? value : '—'
  return (
    <th scope="col">
      <div className="m-duplicate-head">
        {onToggle === undefined || other !== undefined ? null : (
          <Checkbox
            checked={chosen}
            aria-label={t('choose', { name })}
            onChange={() => onToggle(record.id)}
          />
        )}
        <Link href={paths.record(of, record.id)}>
          {title === undefined || value === null ? (
            '—'
          ) : (
            <Value value={value} field={title.document} ctx={ctx} />
          )}
        </Link>
        {other === undefined ? null : <Tag>{say(other.document.label, ctx.locale)}</Tag>}
        {onApart === undefined ? null : (
          <IconButton
            icon="unlink"
            size={14}
            label={t('apartOne', { name })}
            onClick={() => onApart(record.id)}
          />
        )}
      </div>
    </th>
  )
}
