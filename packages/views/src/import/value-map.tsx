import type { ImportUpload } from '@mortise/client'
import { say } from '@mortise/errors'
import type { FieldModel, OptionDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** By field: which option a text of the file means; null for nothing. */
export type ValueMapping = { readonly [field: string]: { readonly [text: string]: string | null } }

const nothing = '\u0000'
const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

function optionsOf(field: FieldModel): readonly OptionDocument[] {
  const options = (field.document.settings as { readonly options?: unknown } | undefined)?.options
  return Array.isArray(options) ? (options as readonly OptionDocument[]) : []
}

/** Texts of a column that name no option of its field. */
function strangers(field: FieldModel, file: ImportUpload, column: string): readonly string[] {
  const known = new Set(
    optionsOf(field).flatMap((one) => [
      fold(String(one.value)),
      fold(say(one.label, 'zh')),
      fold(say(one.label, 'en')),
      ...(Array.isArray(one['synonyms'])
        ? (one['synonyms'] as readonly unknown[]).map((two) => fold(String(two)))
        : []),
    ]),
  )
  return (file.values?.[column] ?? []).map(({ text }) => text).filter((text) => !known.has(fold(text)))
}

/** Says what the texts of choice columns mean that name no option by themselves. */
export function ValueMap({
  file,
  columns,
  values,
  onChange,
}: {
  readonly file: ImportUpload
  readonly columns: readonly { readonly column: string; readonly field: FieldModel }[]
  readonly values: ValueMapping
  readonly onChange: (values: ValueMapping) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const open = columns.flatMap(({ column, field }) => {
    const texts = optionsOf(field).length === 0 ? [] : strangers(field, file, column)
    return texts.length === 0 ? [] : [{ column, field, texts }]
  })
  if (open.length === 0) return null
  return (
    <div className="m-card m-import-map">
      {open.map(({ column, field, texts }) => (
        <section key={column} className="m-import-values">
          <h4>{t('valuesOf', { column })}</h4>
          {texts.map((text) => (
            <div key={text} className="m-row">
              <span className="m-import-value">{text}</span>
              <Select
                aria-label={`${column} ${text}`}
                className="m-import-field"
                allowClear
                placeholder={t('valueUnknown')}
                value={valueShown(values[field.key]?.[text])}
                onChange={(option: string | null | undefined) =>
                  onChange({
                    ...values,
                    [field.key]: said(values[field.key] ?? {}, text, option ?? undefined),
                  })
                }
                options={[
                  { value: nothing, label: t('valueEmpty') },
                  ...optionsOf(field).map((one) => ({
                    value: String(one.value),
                    label: say(one.label, locale),
                  })),
                ]}
              />
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}

const valueShown = (value: string | null | undefined): string | null =>
  value === undefined ? null : (value ?? nothing)

function said(
  now: { readonly [text: string]: string | null },
  text: string,
  option: string | undefined,
): { readonly [text: string]: string | null } {
  const { [text]: _, ...rest } = now
  return option === undefined ? rest : { ...rest, [text]: option === nothing ? null : option }
}
