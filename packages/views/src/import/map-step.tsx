import type { DryRun, ImportUpload } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { listed, useLocale, useT, useToast } from '@mortise/ui'
import { Button, Checkbox, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { FormBar } from './form-bar.tsx'
import { messages } from './messages.ts'
import { ValueMap, type ValueMapping } from './value-map.tsx'

type MapProps = {
  readonly entity: EntityModel
  readonly file: ImportUpload
  readonly onBack: () => void
  readonly onDone: (result: DryRun, runRules: boolean) => void
  readonly onRead: (file: ImportUpload) => void
}

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
  const [mapping, setMapping] = useState<{ readonly [column: string]: string }>(file.suggested)
  const [onMatch, setOnMatch] = useState<OnMatch>(file.remembered?.onMatch ?? 'update')
  const [matchBy, setMatchBy] = useState<readonly string[]>(file.remembered?.matchBy ?? [])
  const [values, setValues] = useState<ValueMapping>(file.remembered?.values ?? {})
  const [runRules, setRunRules] = useState((file.total ?? 0) <= mostWithRules)
  const [wholeOrNothing, setWholeOrNothing] = useState(false)
  const [busy, setBusy] = useState(false)
  const label = (field: FieldModel): string => say(field.document.label, locale)
  const fields = entity.fields.filter(
    (field) =>
      rights.fields[field.key] === 'write' &&
      kit.fields.find(field.type)?.computed !== true &&
      (!field.system || field.key === 'owner'),
  )
  const taken = new Set(Object.values(mapping))
  const missing = fields.filter(
    (field) =>
      field.document.required === true && field.document.default === undefined && !taken.has(field.key),
  )
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      const options = { onMatch, runRules, wholeOrNothing, ...(matchBy.length === 0 ? {} : { matchBy }) }
      await client.imports.map(file.id, { mapping, values, options })
      onDone(await client.imports.dryRun(file.id), runRules)
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
          <thead>
            <tr>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('samples')}</th>
              <th scope="col">{t('field')}</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">{column.name}</th>
                <td className="m-faint" data-label={t('samples')}>
                  {column.samples.slice(0, 3).join(' · ')}
                </td>
                <td data-label={t('field')}>
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
        file={file}
        columns={Object.entries(mapping).flatMap(([column, key]) => {
          const field = entity.field(key)
          return field === undefined ? [] : [{ column, field }]
        })}
        values={values}
        onChange={setValues}
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
      {missing.length === 0 ? null : (
        <p className="m-error" role="alert">
          {t('missing', { names: listed(missing.map(label), locale) })}
        </p>
      )}
      <footer className="m-import-foot">
        <Button onClick={onBack}>{t('back')}</Button>
        <Button type="primary" loading={busy} disabled={taken.size === 0} onClick={() => void run()}>
          {busy ? t('checking') : t('check')}
        </Button>
      </footer>
    </>
  )
}
