import { say } from '@mortise/errors'
import { type Json, language } from '@mortise/expressions'
import type { FaceContext, FieldFace } from '@mortise/fields/react'
import type { FieldType } from '@mortise/fields'
import { compileForm, type FormProgram, noModel, openForm, panelEntity, settingsOf } from '@mortise/forms'
import {
  type DocumentKind,
  extensionList,
  type ExtensionList,
  type FieldDocument,
  type RecordValues,
} from '@mortise/schema'
import { FormStore, FormView } from '@mortise/views'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import { documentChoices, entityChoices, fieldChoices, relationChoices } from './names.ts'
import {
  entityMeant,
  entityNamed,
  type PanelSurroundings,
  PanelSurroundingsProvider,
} from './panel-context.tsx'
import type { SettingFace } from './setting-face.ts'
import { soundsLike } from './sounds-like.ts'

/** What somebody looks for among the settings of all panels below; those that aren't called so are not shown. */
export const PanelSearch: React.Context<string> = createContext('')

type Values = { readonly [key: string]: unknown }

type PanelProps = {
  /** Told apart by this name: another thing selected is another panel. */
  readonly name: string
  readonly settings: readonly FieldDocument[]
  readonly values: Values
  /** Called with everything the panel shows after each change; what was emptied is absent. */
  readonly onChange: (values: Values, changed: string) => void
  readonly home: string | undefined
  readonly scope?: PanelSurroundings['scope']
  readonly previous?: boolean
}

const prefix = 'editor_'

/** Settings with an editor of the designers get a type of their own, which holds any JSON and draws that editor. */
function withEditors(
  settings: readonly FieldDocument[],
  editors: ExtensionList<SettingFace>,
): readonly FieldDocument[] {
  return settings.map((one) => {
    const editor = one.settings?.['editor'] ?? (one.settings?.['framed'] === true ? 'group' : one.type)
    return typeof editor === 'string' && editors.find(editor) !== undefined
      ? { ...one, type: `${prefix}${editor}` }
      : withRowEditors(one, editors)
  })
}

/** Rows of a list draw the editors that their fields name; formulas of rows keep their own, which knows their entity. */
function withRowEditors(setting: FieldDocument, editors: ExtensionList<SettingFace>): FieldDocument {
  const fields = setting.type === 'items' ? setting.settings?.['fields'] : undefined
  if (!Array.isArray(fields)) return setting
  const named = (fields as unknown as readonly FieldDocument[]).map((one) => {
    const editor = one.settings?.['editor']
    return typeof editor === 'string' && editors.find(editor) !== undefined
      ? { ...one, type: `${prefix}${editor}` }
      : one
  })
  return { ...setting, settings: { ...setting.settings, fields: named as unknown as Json } }
}

type Lists = { readonly types: ExtensionList<FieldType>; readonly faces: ExtensionList<FieldFace> }

const made = new WeakMap<FaceContext['types'], Lists>()

function panelLists({ types, faces }: Lists, editors: ExtensionList<SettingFace>): Lists {
  const known = made.get(types)
  const holder = types.find('expression')
  if (known !== undefined || holder === undefined) return known ?? { types, faces }
  const named = editors.all.map(({ type, Editor }) => ({ type: `${prefix}${type}`, Editor }))
  const lists = {
    types: extensionList([...types.all, ...named.map(({ type }) => ({ ...holder, type }))]),
    faces: extensionList([
      ...faces.all,
      ...named.map(({ type, Editor }): FieldFace => ({ type, Input: Editor, Cell: () => null })),
    ]),
  }
  made.set(types, lists)
  return lists
}

function openPanel(program: FormProgram, values: Values): FormStore {
  const keys = new Set(program.entity.fields.map((field) => field.key))
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key))) as RecordValues
  const state = openForm(program, {
    values: own,
    previous: own,
    isNew: false,
    now: '2000-01-01T00:00:00.000Z',
  })
  return new FormStore(program, state)
}

/** A property panel: the form runtime over the settings that an extension describes. */
export function Panel(props: PanelProps): ReactNode {
  return <PanelForm key={props.name} {...props} />
}

function PanelForm({ name, settings, values, onChange, home, scope, previous }: PanelProps): ReactNode {
  const { editors } = useWorkbench()
  const ctx = usePanelFaces(values, home)
  const shape = JSON.stringify(settings)
  // All settings stay in the program: what is not shown keeps its value.
  const wanted = useContext(PanelSearch)
  const program = useMemo(() => {
    const list = withEditors(settings, editors)
    const nodes = list
      .filter(({ label }) => soundsLike(say(label, ctx.locale), wanted))
      .map(({ key, settings: own }) => ({
        type: 'field' as const,
        field: key,
        span: 12,
        mobileSpan: 12,
        ...(own?.['fixed'] === true ? { readOnly: true } : {}),
      }))
    const form = { key: 'panel', entity: name, purpose: 'edit', nodes } as const
    return compileForm({
      model: noModel,
      entity: panelEntity(name, list, ctx.types),
      form,
      fields: ctx.types,
      language,
    })
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [name, shape, wanted, ctx.types])
  const told = useRef<Values | undefined>(undefined)
  const [store, setStore] = useState(() => openPanel(program, values))
  const latest = useRef(onChange)
  latest.current = onChange
  const shown = JSON.stringify(settings.map(({ key }) => values[key] ?? null))
  useEffect(() => {
    const same =
      told.current !== undefined &&
      store.program === program &&
      settings.every(({ key }) => sameValue(told.current?.[key], values[key]))
    if (!same) {
      told.current = values
      setStore(openPanel(program, values))
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [program, shown])
  useEffect(() => {
    let row = store.state.row
    return store.subscribe(() => {
      const before = row
      row = store.state.row
      if (before === row) return
      const next = settingsOf(store.state.row)
      const changed = store.program.entity.fields.find(({ key }) => before[key] !== row[key])?.key ?? ''
      told.current = next
      latest.current(next, changed)
    })
  }, [store])
  const around = useMemo(() => ({ home, scope, previous, values }), [home, scope, previous, values])
  if (program.form.nodes.length === 0) return null
  return (
    <PanelSurroundingsProvider value={around}>
      <div className="d-panel-form">
        <FormView store={store} ctx={ctx} />
      </div>
    </PanelSurroundingsProvider>
  )
}

function sameValue(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

/** Faces with the designers' editors, and with choices for settings that name something. */
function usePanelFaces(values: Values, home: string | undefined): FaceContext {
  const { model, editors } = useWorkbench()
  const ctx = useDesignFaces()
  return useMemo(() => {
    const named = { model, locale: ctx.locale }
    const refs = (field: FieldDocument): ReturnType<NonNullable<FaceContext['refs']>> => {
      const { kind, paths, relations } = field.settings ?? {}
      if (field.type === 'entity_ref') return entityChoices(named, kind as 'any' | 'main' | 'child')
      if (field.type === 'document_ref') return documentChoices(named, kind as DocumentKind)
      const entity = model.entity(entityNamed(model, entityMeant(field, { home, values }), home) ?? '')
      return relations === true
        ? relationChoices(named, entity)
        : fieldChoices(named, entity, { paths: paths === true })
    }
    return { ...ctx, ...panelLists(ctx, editors), refs }
  }, [ctx, model, editors, values, home])
}
