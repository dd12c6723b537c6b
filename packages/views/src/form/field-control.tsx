import { holdInputs } from '@mortise/fields/inputs'
import { type LocalizedText, say } from '@mortise/errors'
import type { FaceContext, InputProps } from '@mortise/fields/react'
import { linkFilter } from '@mortise/forms'
import type { FieldDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Tooltip } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Value } from '../workspace/value.tsx'
import { DuplicateHint } from './duplicate-hint.tsx'
import { controlId } from './control-id.ts'
import { type FormStore, useField, useFormStore } from './form-store.ts'
import { fieldStateAt } from './row-index.ts'
import { messages } from './messages.ts'

// An input stands at once, with whatever shows it.
holdInputs()

type ControlProps = {
  readonly path: string
  readonly field: FieldDocument
  readonly ctx: FaceContext
  readonly label?: LocalizedText | undefined
  readonly help?: LocalizedText | undefined
  /** In a grid the column's head is the label. */
  readonly bare?: boolean
  /** The rows around may be read only as a whole. */
  readonly locked?: boolean
}

function isPicked(store: FormStore, path: string): boolean {
  const [first = '', row, key = ''] = path.split('/')
  const plan = store.program.tables.get(row === undefined ? '' : first)
  return plan?.entity.scope.find(row === undefined ? first : key)?.type.kind === 'id'
}

/** One field of a form: label, control, help and what is wrong with it. Redraws only when its own state changes. */
export function FieldControl({
  path,
  field,
  ctx,
  label,
  help,
  bare = false,
  locked = false,
}: ControlProps): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const state = useField(store, path)
  const own = useMemo<FaceContext>(
    () => ({
      ...ctx,
      allowedOptions: () => {
        const open = fieldStateAt(store.state, path)?.options ?? state?.options
        return open === undefined ? undefined : new Set(open)
      },
      lookup: (entity, text, document) => {
        const filter = linkFilter(store.program, store.state, path)
        const bound = { ...document, settings: { ...document.settings, filter: filter ?? null } }
        return ctx.lookup?.(entity, text, bound) ?? Promise.resolve([])
      },
    }),
    [ctx, store, path, state?.options],
  )
  if (state === undefined || !state.visible) return null
  const id = controlId(store, path)
  const errors = state.errors
  const text = say(label ?? field.label, ctx.locale)
  const hint = say(help ?? field.help, ctx.locale)
  const describedBy = [errors.length > 0 ? `${id}-error` : '', hint === '' ? '' : `${id}-help`]
    .filter(Boolean)
    .join(' ')
  // A pasted name that is no record yet can't be shown by a picker; it stands there as what is to be replaced.
  const unknownName = typeof state.input === 'string' && isPicked(store, path)
  const input: InputProps = {
    value: unknownName ? null : (state.input ?? state.value),
    onChange: (value) => store.change(path, value),
    field: { ...field, required: state.required },
    ctx: own,
    id,
    invalid: errors.length > 0,
    describedBy: describedBy === '' ? undefined : describedBy,
    placeholder: unknownName
      ? String(state.input)
      : field.placeholder === undefined
        ? undefined
        : say(field.placeholder, ctx.locale),
  }
  const Face = ctx.faces.find(field.type)?.Input
  const control =
    locked || state.readOnly || Face === undefined ? (
      <output id={id} className="m-computed" aria-label={text}>
        {state.value === null ? (
          <span className="m-faint">—</span>
        ) : (
          <Value value={state.value} field={field} ctx={own} full />
        )}
      </output>
    ) : (
      <Face {...input} />
    )
  const fault =
    errors.length === 0 ? null : (
      <span id={`${id}-error`} className="m-error">
        {errors.map((error) => say(error.message, ctx.locale)).join(' ')}
      </span>
    )
  if (bare) {
    return (
      <Tooltip
        title={fault === null ? undefined : errors.map((error) => say(error.message, ctx.locale)).join(' ')}
      >
        <div>
          <label className="m-visually-hidden" htmlFor={id}>
            {text}
          </label>
          {control}
        </div>
      </Tooltip>
    )
  }
  return (
    <div className="m-field" data-invalid={errors.length > 0}>
      <label htmlFor={id} title={text}>
        <span className="m-two-lines">{text}</span>
        {state.required && !state.readOnly ? (
          <b aria-label={t('required')} title={t('required')}>
            *
          </b>
        ) : null}
      </label>
      {control}
      {fault}
      <DuplicateHint path={path} ctx={ctx} />
      {hint === '' ? null : (
        <small id={`${id}-help`} className="m-faint">
          {hint}
        </small>
      )}
    </div>
  )
}
