import { holdInputs } from '@mortise/fields/inputs'
import type { ImportUnknown } from '@mortise/client'
import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { EntityModel, FieldModel, OptionDocument } from '@mortise/schema'
import { Icon, useConfirm, useLocale, useT, useToast } from '@mortise/ui'
import { Button, Checkbox, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'

// An input stands at once, with whatever shows it.
holdInputs()

/** By field: which option or record a text of the file means; null for nothing. */
export type ValueMapping = { readonly [field: string]: { readonly [text: string]: string | null } }

const nothing = '\u0000'
const shownAtFirst = 8

function optionsOf(field: FieldModel): readonly OptionDocument[] {
  const options = (field.document.settings as { readonly options?: unknown } | undefined)?.options
  return Array.isArray(options) ? (options as readonly OptionDocument[]) : []
}

/** What a section may change. */
type Acts = {
  readonly say: (field: string, text: string, value: string | null | undefined) => void
  readonly makeMissing: (field: string, on: boolean) => void
  readonly addOptions: (unknown: ImportUnknown, texts: readonly string[]) => Promise<void>
}

type ValueMapProps = {
  readonly id: string
  readonly entity: EntityModel
  readonly unknown: readonly ImportUnknown[]
  readonly values: ValueMapping
  readonly createMissing: readonly string[]
  readonly onValues: (values: ValueMapping) => void
  readonly onCreateMissing: (fields: readonly string[]) => void
  /** The field has other options now. */
  readonly onAdded: () => Promise<void>
}

/** Says what the texts mean that name no option, record or person, and makes what is missing. */
export function ValueMap(props: ValueMapProps): ReactNode {
  const { id, entity, unknown, values, createMissing, onValues, onCreateMissing, onAdded } = props
  const { client } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const confirm = useConfirm()
  if (unknown.length === 0) return null
  const acts: Acts = {
    say: (field, text, value) => {
      const { [text]: _, ...rest } = values[field] ?? {}
      onValues({ ...values, [field]: value === undefined ? rest : { ...rest, [text]: value } })
    },
    makeMissing: (field, on) => {
      const others = createMissing.filter((one) => one !== field)
      onCreateMissing(on ? [...others, field] : others)
    },
    addOptions: async ({ field, column }, texts) => {
      const label = say(entity.field(field)?.document.label ?? column, locale)
      const sure = await confirm({
        title: t('addOptionsTitle', { n: texts.length, field: label }),
        body: t('addOptionsText'),
        action: t('addOptionsDo'),
      })
      if (!sure) return
      try {
        await client.imports.addOptions(id, field, texts)
        await onAdded()
        toast({ text: t('addedOptions', { n: texts.length, field: label }) })
      } catch (error) {
        toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
      }
    },
  }
  return (
    <>
      {unknown.map((one) => {
        const field = entity.field(one.field)
        return field === undefined ? null : (
          <Unknown
            key={one.column}
            {...{ unknown: one, field, ctx, acts }}
            said={values[one.field] ?? {}}
            making={createMissing.includes(one.field)}
          />
        )
      })}
    </>
  )
}

type UnknownProps = {
  readonly unknown: ImportUnknown
  readonly field: FieldModel
  readonly ctx: FaceContext
  readonly acts: Acts
  readonly said: ValueMapping[string]
  readonly making: boolean
}

/** The texts of one column. */
function Unknown({ unknown, field, ctx, acts, said, making }: UnknownProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkspace()
  const [all, setAll] = useState(false)
  const { column, target, texts, more, create } = unknown
  const open = texts.filter(({ text }) => said[text] === undefined).map(({ text }) => text)
  const name = target === undefined ? '' : targetName(model.entity(target)?.document.label, ctx.locale)
  const title =
    target === undefined
      ? t('unknownOptions', { column, n: texts.length + more })
      : target === 'user'
        ? t('unknownPeople', { column, n: texts.length + more })
        : t('unknownLinks', { column, n: texts.length + more, name })
  return (
    <section className="m-card m-import-values">
      <header className="m-row">
        <h4>{title}</h4>
        <span className="m-spring" />
        {target === undefined && create?.allowed === true && open.length > 1 ? (
          <Button size="small" onClick={() => void acts.addOptions(unknown, open.slice(0, 100))}>
            <Icon name="plus" size={14} />
            {t('addAllOptions', { n: Math.min(open.length, 100) })}
          </Button>
        ) : null}
      </header>
      {target !== undefined && create?.allowed === true ? (
        <Checkbox checked={making} onChange={(event) => acts.makeMissing(field.key, event.target.checked)}>
          {t('makeMissing', { name })}
        </Checkbox>
      ) : null}
      {create?.allowed === false ? <p className="m-faint m-import-why">{create.why}</p> : null}
      <ul className="m-import-texts">
        {(all ? texts : texts.slice(0, shownAtFirst)).map(({ text, count }) => (
          <li key={text}>
            <span className="m-import-value">
              <bdi>{seenText(text)}</bdi>{' '}
              <span className="m-faint">{t('rowsWith', { n: count.toLocaleString('en-US') })}</span>
            </span>
            <Meaning {...{ unknown, field, ctx, acts, making, text }} value={said[text]} />
          </li>
        ))}
      </ul>
      {!all && texts.length > shownAtFirst ? (
        <button type="button" className="m-plain-link" onClick={() => setAll(true)}>
          {t('showAll', { n: texts.length })}
        </button>
      ) : null}
      {more > 0 && (all || texts.length <= shownAtFirst) ? (
        <p className="m-faint">{t('moreTexts', { n: more.toLocaleString('en-US') })}</p>
      ) : null}
    </section>
  )
}

type MeaningProps = Omit<UnknownProps, 'said'> & {
  readonly text: string
  readonly value: string | null | undefined
}

/** What one text means. */
function Meaning({ unknown, field, ctx, acts, making, text, value }: MeaningProps): ReactNode {
  const t = useT(messages)
  const { column, target, create } = unknown
  const label = `${column} ${text}`
  if (target !== undefined) {
    const Input = ctx.faces.find(field.type)?.Input
    const many = ctx.types.find(field.type)?.column(field.document)?.type.endsWith('[]') === true
    const id = value ?? null
    return Input === undefined ? null : (
      <div className="m-import-field" role="group" aria-label={label}>
        <Input
          value={many && id !== null ? [id] : id}
          field={field.document}
          ctx={ctx}
          placeholder={making ? t('willBeMade') : t('chooseOne')}
          onChange={(next) => {
            // A text means one record, also where the field holds several.
            const chosen = Array.isArray(next) ? next.find((one) => one !== id) : next
            acts.say(field.key, text, typeof chosen === 'string' ? chosen : undefined)
          }}
        />
      </div>
    )
  }
  return (
    <div className="m-import-meaning">
      <Select
        aria-label={label}
        className="m-import-field"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('valueUnknown')}
        value={value === undefined ? null : (value ?? nothing)}
        onChange={(option: string | null | undefined) =>
          acts.say(field.key, text, option === nothing ? null : (option ?? undefined))
        }
        options={[
          { value: nothing, label: t('valueEmpty') },
          ...optionsOf(field).map((one) => ({ value: String(one.value), label: say(one.label, ctx.locale) })),
        ]}
      />
      {create?.allowed === true ? (
        <Button
          type="text"
          aria-label={t('addOption', { text })}
          onClick={() => void acts.addOptions(unknown, [text])}
        >
          <Icon name="plus" size={14} />
          {t('addOptionShort')}
        </Button>
      ) : null}
    </div>
  )
}

function targetName(label: Parameters<typeof say>[0] | undefined, locale: 'zh' | 'en'): string {
  return label === undefined ? '' : say(label, locale)
}
