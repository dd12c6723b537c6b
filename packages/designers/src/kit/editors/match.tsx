import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { EntityModel } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { FormulaBar } from '../../condition/formula-bar.tsx'
import { matchOperators, matchScope, type MatchTerm, readMatch, writeMatch } from '../../condition/match.ts'
import { useWorkbench } from '../../workbench/context.tsx'
import { NamedFace } from '../named-face.tsx'
import { fieldChoices } from '../names.ts'
import { usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'

const signs = { '==': '=', '!=': '≠', '>': '>', '>=': '≥', '<': '<', '<=': '≤' } as const

/** Which records of another entity are meant: their fields compared with those of the record at hand. */
export function MatchEditor(props: InputProps): ReactNode {
  const { model } = useWorkbench()
  const { home, values } = usePanel()
  const named = values[String(props.field.settings?.['of'] ?? 'entity')]
  return <MatchBox {...props} other={model.entity(String(named ?? ''))} record={model.entity(home ?? '')} />
}

/** Which choices of a field fit: records of what it links to, or options by their attributes. */
export function ChoicesFilterEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const { model, kit } = useWorkbench()
  const { home, values } = usePanel()
  const record = model.entity(home ?? '')
  const field = record?.field(String(values['field'] ?? ''))
  const type = kit.fields.find(field?.type ?? '')
  const target = field === undefined ? undefined : type?.target?.(field.document)
  const other = target === undefined ? undefined : model.entity(target)
  if (other !== undefined) return <MatchBox {...props} other={other} record={record} />
  const options = field?.document.settings?.['options']
  if (!Array.isArray(options)) return <span className="m-faint">{t('noChoices')}</span>
  return (
    <FormulaBar
      id={props.id}
      value={props.value}
      onChange={props.onChange}
      scope={undefined}
      label={t('choicesFormula')}
    />
  )
}

function MatchBox({
  other,
  record,
  ...props
}: InputProps & {
  readonly other: EntityModel | undefined
  readonly record: EntityModel | undefined
}): ReactNode {
  const t = useT(messages)
  const read = readMatch(props.value)
  // Lines that are not whole yet live here: a condition holds whole ones only.
  const [open, setOpen] = useState<readonly MatchTerm[]>()
  const [asText, setAsText] = useState(read === undefined)
  if (other === undefined) return <span className="m-faint">{t('chooseEntityFirst')}</span>
  const terms = open ?? read ?? []
  const write = (next: readonly MatchTerm[]): void => {
    setOpen(next)
    const whole = next.filter(({ path, value }) => path !== '' && value !== '' && value !== null)
    // What has to have a condition and has none means every record.
    props.onChange(writeMatch(whole) ?? (props.field.required === true ? true : null))
  }
  if (asText || read === undefined)
    return (
      <>
        <FormulaBar
          id={props.id}
          value={props.value}
          onChange={props.onChange}
          scope={matchScope(other.scope, record?.scope)}
        />
        {read === undefined ? null : (
          <button type="button" className="d-mini" onClick={() => setAsText(false)}>
            {t('byLines')}
          </button>
        )}
      </>
    )
  return (
    <div className="m-editor-rows">
      {terms.map((term, at) => (
        <MatchLine
          key={at}
          {...props}
          term={term}
          other={other}
          record={record}
          onTerm={(next) => write(next === undefined ? terms.toSpliced(at, 1) : terms.with(at, next))}
        />
      ))}
      <span className="d-pair">
        <Button
          type="dashed"
          size="small"
          icon={<Icon name="plus" size={14} />}
          onClick={() => setOpen([...terms, { path: '', operator: '==', with: 'record', value: '' }])}
        >
          {t('addMatch')}
        </Button>
        <button
          type="button"
          className="d-mini"
          onClick={() => {
            setOpen(undefined)
            setAsText(true)
          }}
        >
          {t('asFormula')}
        </button>
      </span>
    </div>
  )
}

function MatchLine({
  term,
  other,
  record,
  onTerm,
  ctx,
}: InputProps & {
  readonly term: MatchTerm
  readonly other: EntityModel
  readonly record: EntityModel | undefined
  readonly onTerm: (next: MatchTerm | undefined) => void
}): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const named = { model, locale: ctx.locale }
  const target = other.field(term.path)?.document
  const Face = target === undefined ? undefined : ctx.faces.find(target.type)?.Input
  const set = (value: Json): void => onTerm({ ...term, value })
  return (
    <div className="d-match">
      <ChoiceBox
        value={term.path}
        label={t('otherField', { name: say(other.document.label, ctx.locale) })}
        placeholder={t('otherField', { name: say(other.document.label, ctx.locale) })}
        choices={fieldChoices(named, other)}
        onChange={(next) => onTerm({ ...term, path: typeof next === 'string' ? next : '' })}
      />
      <IconButton icon="x" label={t('remove')} size={14} onClick={() => onTerm(undefined)} />
      <span className="d-match-right">
        <Select
          value={term.operator}
          aria-label={t('operator')}
          options={matchOperators.map((value) => ({ value, label: signs[value] }))}
          onChange={(operator) => onTerm({ ...term, operator })}
        />
        <Select
          value={term.with}
          aria-label={t('kindOfValue')}
          options={[
            { value: 'record' as const, label: t('ofThisForm') },
            { value: 'fixed' as const, label: t('fixed') },
          ]}
          popupMatchSelectWidth={false}
          onChange={(kind) => onTerm({ ...term, with: kind, value: '' })}
        />
        {term.with === 'record' ? (
          <ChoiceBox
            value={term.value}
            label={t('ofThisForm')}
            choices={fieldChoices(named, record, { paths: true })}
            onChange={set}
          />
        ) : Face === undefined || target === undefined ? (
          <Input
            aria-label={t('fixed')}
            value={String(term.value ?? '')}
            onChange={(event) => set(event.target.value)}
          />
        ) : (
          <NamedFace
            Face={Face}
            name={t('fixed')}
            value={term.value === '' ? null : term.value}
            onChange={set}
            field={target}
            ctx={ctx}
          />
        )}
      </span>
    </div>
  )
}
