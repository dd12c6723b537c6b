import type { DryRun, ImportUpload } from '@mortise/client'
import { listed, say } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { HeadRow, useLocale, useT, useToast } from '@mortise/ui'
import { Button, Checkbox, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { FormBar } from './form-bar.tsx'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'
import { ValueMap, type ValueMapping } from './value-map.tsx'

type MapProps = {
  readonly entity: EntityModel
  readonly file: ImportUpload
  readonly onBack: () => void
  readonly onDone: (done: MapDone) => void
  readonly onRead: (file: ImportUpload) => void
}

/** What was said of the columns, and what came of it. */
type MapDone = {
  readonly dryRun: DryRun
  readonly runRules: boolean
  readonly mapping: Mapping
  readonly said: ImportUpload['remembered']
}

/** Field by column. */
export type Mapping = { readonly [column: string]: string }

type OnMatch = 'update' | 'skip' | 'create' | 'review'

/** Rules are off by themselves for more rows than this. */
const mostWithRules = 1_000

/** Says which column goes to which field, and what to do with records that are there already. */
export function MapStep({ entity, file, onBack, onDone, onRead }: MapProps): ReactNode {
  const { client, kit } = useWorkspace()
  const rights = useRights(entity.key)
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const [mapping, setMapping] = useState<Mapping>(file.suggested)
  const [onMatch, setOnMatch] = useState<OnMatch>(file.remembered?.onMatch ?? 'update')
  const [matchBy, setMatchBy] = useState<readonly string[]>(file.remembered?.matchBy ?? [])
  const [values, setValues] = useState<ValueMapping>(file.remembered?.values ?? {})
  const [runRules, setRunRules] = useState((file.total ?? 0) <= mostWithRules)
  const [wholeOrNothing, setWholeOrNothing] = useState(file.remembered?.wholeOrNothing ?? false)
  const [createMissing, setCreateMissing] = useState(file.remembered?.createMissing ?? [])
  const [busy, setBusy] = useState(false)
  const label = (field: FieldModel): string => say(field.document.label, locale)
  const fields = entity.fields.filter(
    (field) =>
      rights.fields[field.key] === 'write' &&
      kit.fields.find(field.type)?.computed !== true &&
      (!field.system || field.key === 'owner'),
  )
  const unknown = useQuery({
    queryKey: ['import-unknown', file.id, file.form, mapping],
    queryFn: () => client.imports.unknown(file.id, mapping),
    placeholderData: (before) => before,
  })
  const taken = new Set(Object.values(mapping))
  const missing = fields.filter(
    (field) =>
      field.document.required === true && field.document.default === undefined && !taken.has(field.key),
  )
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      const making = createMissing.filter((field) => taken.has(field))
      const options = { onMatch, runRules, wholeOrNothing, matchBy, createMissing: making }
      await client.imports.map(file.id, { mapping, values, options })
      const dryRun = await client.imports.dryRun(file.id)
      onDone({ dryRun, runRules, mapping, said: { values, ...options } })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  const put = (column: string, field: string | undefined): void =>
    setMapping((now) => {
      const { [column]: _, ...rest } = now
      return field === undefined ? rest : { ...rest, [column]: field }
    })
  return (
    <>
      <FormBar file={file} onRead={onRead} />
      {file.remembered === undefined ? null : <p className="m-faint">{t('remembered')}</p>}
      <div className="m-card m-import-map">
        <table className="m-simple-table m-stacking">
          <HeadRow names={[t('column'), t('samples'), t('field')]} />
          <tbody>
            {file.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">
                  <bdi>{seenText(column.name)}</bdi>
                </th>
                <td className="m-faint" data-label={t('samples')}>
                  <span className="m-import-samples">
                    {column.samples
                      .slice(0, 3)
                      .map((one) => seenText(one, 80))
                      .join(' · ') || '—'}
                  </span>
                </td>
                <td data-label={t('field')} className="m-import-into">
                  <Select
                    aria-label={`${column.name} ${t('field')}`}
                    className="m-import-field"
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder={t('skip')}
                    value={mapping[column.name] ?? null}
                    onChange={(field: string | null | undefined) => put(column.name, field ?? undefined)}
                    options={fields.map((field) => ({
                      value: field.key,
                      label: label(field) + (field.document.required === true ? ' *' : ''),
                      disabled: taken.has(field.key) && mapping[column.name] !== field.key,
                    }))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ValueMap
        id={file.id}
        entity={entity}
        unknown={(unknown.data ?? []).filter(({ column, field }) => mapping[column] === field)}
        values={values}
        createMissing={createMissing}
        onValues={setValues}
        onCreateMissing={setCreateMissing}
        onAdded={async () => {
          await unknown.refetch()
        }}
      />
      <div className="m-row m-import-options">
        <span>{t('matchBy')}</span>
        <Select
          aria-label={t('matchBy')}
          mode="multiple"
          style={{ minWidth: 200 }}
          placeholder={t('matchNone')}
          value={[...matchBy]}
          onChange={(keys: string[]) => setMatchBy(keys)}
          options={fields
            .filter(({ key }) => taken.has(key))
            .map((field) => ({ value: field.key, label: label(field) }))}
        />
        <span>{t('onMatch')}</span>
        <Select
          aria-label={t('onMatch')}
          style={{ width: 120 }}
          value={onMatch}
          onChange={setOnMatch}
          options={[
            { value: 'update' as OnMatch, label: t('update') },
            { value: 'skip' as OnMatch, label: t('skipRow') },
            { value: 'create' as OnMatch, label: t('create') },
            { value: 'review' as OnMatch, label: t('review') },
          ]}
        />
      </div>
      <div className="m-row m-import-options">
        <Checkbox checked={runRules} onChange={(event) => setRunRules(event.target.checked)}>
          {t('rules')}
        </Checkbox>
        <Checkbox checked={wholeOrNothing} onChange={(event) => setWholeOrNothing(event.target.checked)}>
          {t('wholeOrNothing')}
        </Checkbox>
      </div>
      {file.total === 0 ? (
        <p className="m-error" role="alert">
          {t('noRowsText')}
        </p>
      ) : null}
      {missing.length === 0 ? null : (
        <p className="m-error" role="alert">
          {t('missing', { names: listed(missing.map(label), locale) })}
        </p>
      )}
      <footer className="m-import-foot">
        <Button onClick={onBack}>{t('back')}</Button>
        <Button
          type="primary"
          loading={busy}
          disabled={taken.size === 0 || file.total === 0}
          onClick={() => void run()}
        >
          {busy ? t('checking') : t('check')}
        </Button>
      </footer>
    </>
  )
}
