import { language, type Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { Button, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../../condition/condition-builder.tsx'
import { ConditionWords } from '../../condition/condition-words.tsx'
import { FormulaBar } from '../../condition/formula-bar.tsx'
import { useEntityOf, usePanel, useScopeOf } from '../panel-context.tsx'
import { messages } from './messages.ts'

/** A condition: said in words, edited in a dialog with room for it. */
export function ConditionEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const scope = useScopeOf(props.field)
  const entity = useEntityOf(props.field)
  const { previous } = usePanel()
  const [open, setOpen] = useState(false)
  const always = props.field.settings?.['always'] === true
  // A condition that never holds is what a new check begins with: nothing was said yet.
  const isEmpty = props.value === null || props.value === false
  const mode = props.value === true ? 'always' : isEmpty ? 'none' : 'when'
  return (
    <div className="d-condition-slot">
      {always ? (
        <Select<'none' | 'always' | 'when'>
          {...(props.id === undefined ? {} : { id: props.id })}
          value={mode}
          options={[
            { value: 'none', label: t(props.field.key === 'visible' ? 'always' : 'never') },
            ...(props.field.key === 'visible' ? [] : [{ value: 'always' as const, label: t('always') }]),
            { value: 'when', label: t('when') },
          ]}
          onChange={(next) => {
            if (next === 'when') setOpen(true)
            else props.onChange(next === 'always' ? true : null)
          }}
        />
      ) : null}
      {isEmpty || props.value === true ? null : (
        <button type="button" className="d-condition-words" onClick={() => setOpen(true)}>
          <ConditionWords expression={props.value} entity={entity} scope={scope} />
        </button>
      )}
      {always ? null : (
        <Button
          size="small"
          {...(props.id === undefined ? {} : { id: props.id })}
          onClick={() => setOpen(true)}
        >
          {t('setCondition')}
        </Button>
      )}
      <Modal
        open={open}
        title={t('conditionTitle')}
        width={720}
        destroyOnHidden
        okText={t('done')}
        onOk={() => setOpen(false)}
        onCancel={() => setOpen(false)}
        footer={(_, { OkBtn }) => (
          <span className="d-dialog-foot">
            <Button onClick={() => props.onChange(null)}>{t('clearCondition')}</Button>
            <OkBtn />
          </span>
        )}
      >
        <ConditionBuilder
          value={isEmpty || props.value === true ? null : props.value}
          onChange={props.onChange}
          entity={entity}
          scope={scope}
          previous={previous === true}
        />
      </Modal>
    </div>
  )
}

/** A formula in the text form. */
export function ExpressionEditor(props: InputProps): ReactNode {
  const scope = useScopeOf(props.field)
  const { previous } = usePanel()
  const entity = useEntityOf(props.field)
  if (props.field.settings?.['expect'] === 'boolean') return <ConditionEditor {...props} />
  return (
    <FormulaBar
      id={props.id}
      value={props.value}
      onChange={props.onChange}
      scope={scope}
      entity={entity}
      previous={previous === true}
    />
  )
}

type Source = 'none' | 'fixed' | 'formula'

function sourceOf(value: Json): Source {
  if (value === null) return 'none'
  return typeof value === 'object' &&
    !Array.isArray(value) &&
    language.operators.has(Object.keys(value)[0] ?? '')
    ? 'formula'
    : 'fixed'
}

/** A standard value: a fixed one by the field's own control, or a formula. */
export function StandardEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const panel = usePanel()
  const [source, setSource] = useState<Source>(() => sourceOf(props.value))
  const type = typeof panel.values['type'] === 'string' ? panel.values['type'] : 'text'
  const Face = props.ctx.faces.find(type)?.Input
  const settings = (panel.values['settings'] ?? {}) as InputProps['field']['settings']
  const field = { key: 'default', label: '', type, ...(settings === undefined ? {} : { settings }) }
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      <Select<Source>
        {...(props.id === undefined ? {} : { id: props.id })}
        value={source}
        options={[
          { value: 'none', label: '—' },
          { value: 'fixed', label: t('fixed') },
          { value: 'formula', label: t('formula') },
        ]}
        onChange={(next) => {
          setSource(next)
          props.onChange(null)
        }}
      />
      {source === 'fixed' && Face !== undefined ? (
        <Face value={props.value} onChange={props.onChange} field={field} ctx={props.ctx} />
      ) : null}
      {source === 'formula' ? <ExpressionEditor {...props} id={undefined} /> : null}
    </div>
  )
}
