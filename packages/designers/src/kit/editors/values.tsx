import { say } from '@mortise/errors'
import { language, type Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { FormulaBar } from '../../condition/formula-bar.tsx'
import { useWorkbench } from '../../workbench/context.tsx'
import { NamedFace } from '../named-face.tsx'
import { fieldChoices } from '../names.ts'
import { useEntityOf, usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'
import { TemplateEditor } from './template.tsx'

type Values = { readonly [key: string]: Json }

const kinds = ['fixed', 'fromField', 'template', 'formula'] as const
type Kind = (typeof kinds)[number]

const recordStart = '$record.'

/** How a value is written: as it is, taken from a field, as a text with places, or as a formula. */
export function valueKind(value: Json): Kind {
  if (typeof value === 'string') {
    if (value.startsWith(recordStart)) return 'fromField'
    return value.includes('{{') ? 'template' : 'fixed'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'fixed'
  const [operator = '', ...others] = Object.keys(value)
  if (others.length > 0 || !language.operators.has(operator)) return 'fixed'
  return operator === 'var' ? 'fromField' : 'formula'
}

function pathIn(value: Json): string {
  if (typeof value === 'string') return value.replace(recordStart, '')
  const name = typeof value === 'object' && value !== null && 'var' in value ? value.var : ''
  return typeof name === 'string' ? name : ''
}

/** Fields and what they are set to, one a line. */
export function ValuesEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const entity = model.entity(useEntityOf(props.field) ?? '')
  const values = (
    typeof props.value === 'object' && props.value !== null && !Array.isArray(props.value) ? props.value : {}
  ) as Values
  const choices = fieldChoices({ model, locale: props.ctx.locale }, entity)
  const write = (next: Values): void => props.onChange(Object.keys(next).length === 0 ? null : next)
  const rename = (from: string, to: string): void =>
    write(
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => (key === from ? [to, null] : [key, value])),
      ),
    )
  const free = choices.filter(({ value }) => !Object.hasOwn(values, value))
  return (
    <div className="m-editor-rows">
      {Object.entries(values).map(([key, value]) => (
        <div key={key} className="d-value-row">
          <ChoiceBox
            value={key}
            label={t('field')}
            choices={choices.filter((one) => one.value === key || free.includes(one))}
            onChange={(next) => (typeof next === 'string' ? rename(key, next) : undefined)}
          />
          <IconButton
            icon="x"
            label={t('remove')}
            onClick={() => write(Object.fromEntries(Object.entries(values).filter(([one]) => one !== key)))}
          />
          <ValueBox
            {...props}
            value={value}
            onChange={(next) => write({ ...values, [key]: next })}
            target={entity?.field(key)?.document}
          />
        </div>
      ))}
      <Select<string>
        value={null}
        placeholder={t('addField')}
        options={free.map(({ value, label }) => ({ value, label }))}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        aria-label={t('addField')}
        onChange={(key) => write({ ...values, [key]: null })}
      />
    </div>
  )
}

/** One value: where it comes from, and its own control. */
function ValueBox({
  target,
  ...props
}: InputProps & { readonly target: InputProps['field'] | undefined }): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { home } = usePanel()
  const [kind, setKind] = useState<Kind>(() => valueKind(props.value))
  const Face = target === undefined ? undefined : props.ctx.faces.find(target.type)?.Input
  const record = model.entity(home ?? '')
  const controls: { readonly [K in Kind]: () => ReactNode } = {
    fixed: () =>
      Face === undefined || target === undefined ? (
        <Input
          aria-label={t('fixed')}
          value={typeof props.value === 'string' ? props.value : ''}
          onChange={(event) => props.onChange(event.target.value)}
        />
      ) : (
        <NamedFace
          Face={Face}
          name={say(target.label, props.ctx.locale)}
          value={props.value}
          onChange={props.onChange}
          field={target}
          ctx={props.ctx}
        />
      ),
    fromField: () => (
      <ChoiceBox
        value={pathIn(props.value)}
        label={t('field')}
        choices={fieldChoices({ model, locale: props.ctx.locale }, record, { paths: true })}
        onChange={(next) => props.onChange(typeof next === 'string' ? { var: next } : null)}
      />
    ),
    template: () => <TemplateEditor {...props} id={undefined} />,
    formula: () => (
      <FormulaBar value={props.value} onChange={props.onChange} scope={record?.scope} entity={home} />
    ),
  }
  return (
    <>
      <Select<Kind>
        size="small"
        variant="borderless"
        aria-label={t('kindOfValue')}
        value={kind}
        options={kinds.map((one) => ({ value: one, label: t(one) }))}
        popupMatchSelectWidth={false}
        onChange={(next) => {
          setKind(next)
          props.onChange(null)
        }}
      />
      <div className="d-value-control">{controls[kind]()}</div>
    </>
  )
}

/** Names of one's own with texts beside them. */
export function MapEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const entries = Object.entries(
    (typeof props.value === 'object' && props.value !== null && !Array.isArray(props.value)
      ? props.value
      : {}) as Values,
  )
  const write = (next: readonly (readonly [string, Json])[]): void =>
    props.onChange(next.length === 0 ? null : Object.fromEntries(next))
  const put = (at: number, entry: readonly [string, Json]): void =>
    write(entries.map((one, index) => (index === at ? entry : one)))
  return (
    <div className="m-editor-rows">
      {entries.map(([key, value], at) => (
        <div key={at} className="m-editor-row">
          <Input
            aria-label={t('name')}
            value={key}
            onChange={(event) => put(at, [event.target.value, value])}
          />
          <Input
            aria-label={t('value')}
            value={typeof value === 'string' ? value : JSON.stringify(value)}
            onChange={(event) => put(at, [key, event.target.value])}
          />
          <IconButton icon="x" label={t('remove')} onClick={() => write(entries.toSpliced(at, 1))} />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => write([...entries, ['', '']])}
      >
        {t('add')}
      </Button>
    </div>
  )
}
