import { say } from '@mortise/errors'
import { useLocale, useNavigator, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraftOf } from '../workbench/use-draft.ts'
import { DesignWork, type Left } from './design-work.tsx'
import { type Device, DeviceSwitch } from './device-switch.tsx'
import { type FormDraft, formShape, missingChildren } from './draft.ts'
import type { Place } from './editor-types.ts'
import { FormRules } from './form-rules.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { focusPlace } from './lead.ts'
import { messages } from './messages.ts'
import { nearest, nearestField } from './nearest.ts'
import { PreviewWork } from './preview-work.tsx'
import { useAttention } from './use-aside.ts'
import { useFormEditor } from './use-form-editor.ts'

/** Designs a form together with the fields of its entity. `form` is the stored name, such as `lead.edit`. */
export function FormPage({ name: form }: { readonly name: string }): ReactNode {
  const draft = useDraftOf(formShape(form))
  useAllChildren(draft)
  return draft === undefined ? <Missing /> : <Designer key={form} draft={draft} />
}

/** Entities of rows that came to be named elsewhere (in JSON, by somebody else) join the draft. */
function useAllChildren(draft: Draft<FormDraft> | undefined): void {
  const { model } = useWorkbench()
  useEffect(() => {
    if (draft === undefined) return
    const missing = missingChildren(draft.present, (key) => model.entity(key)?.document)
    if (Object.keys(missing).length === 0) return
    draft.adopt((value) => ({ ...value, children: { ...missing, ...value.children } }))
  }, [draft, model])
}

type Mode = 'design' | 'preview' | 'json' | 'rules'
function Designer({ draft }: { readonly draft: Draft<FormDraft> }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { current, go } = useNavigator()
  const [mode, setMode] = useState<Mode>('design')
  const [device, setDevice] = useState<Device>('desktop')
  const [showsKeys, setShowsKeys] = useState(false)
  const [left, setLeft] = useState<Left>('palette')
  const [sought, setSought] = useState({ path: '', turn: 0 })
  const attention = useAttention()
  // On a phone the properties cover the form: they come up when asked for.
  const [settingsOpen, setSettingsOpen] = useState(false)
  const toggle = (wanted: Mode): void => setMode((now) => (now === wanted ? 'design' : wanted))
  const lead = (place: Place): void => {
    if (place === 'preview' || place === 'json' || place === 'rules') return toggle(place)
    if (place === 'keys') return setShowsKeys(true)
    if (place === 'panel' || place === 'name' || place === 'links') setSettingsOpen(true)
    if (place === 'links') return setSought({ path: '/dataLinks', turn: sought.turn + 1 })
    if (place === 'outline' || place === 'palette') setLeft(place)
    if (place === 'panel' || place === 'name') attention.attend()
    focusPlace(place)
  }
  const editor = useFormEditor(draft, lead)
  const { entity, form } = draft.present
  const jump = (path: string, kind?: string): void => {
    setMode('design')
    const find = kind === 'entity' ? nearestField : nearest
    const pointer = find(draft.present, path)
    // The panel opens the tab that has the property at fault.
    setSought({ path, turn: sought.turn + 1 })
    editor.select(pointer)
    setSettingsOpen(true)
  }
  useEffect(() => {
    const at = new URLSearchParams(current.split('?')[1]).get('at')
    if (at !== null) jump(at)
    // Only where the page was opened at counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const side = (kind: string): string => `/design?kind=${kind}&entity=${entity.key}`
  const deviceSwitch = (
    <DeviceSwitch
      value={device}
      onChange={setDevice}
      labels={{ title: kt('device'), phone: kt('phone'), tablet: kt('tablet'), desktop: kt('desktop') }}
    />
  )
  const works: { readonly [K in Mode]: () => ReactNode } = {
    design: () => (
      <DesignWork
        editor={editor}
        sought={sought}
        attention={attention}
        settingsOpen={settingsOpen}
        onSettings={setSettingsOpen}
        device={device}
        bar={deviceSwitch}
        left={left}
        onLeft={setLeft}
      />
    ),
    preview: () => <PreviewWork draft={draft.present} />,
    json: () => <JsonWork draft={draft} />,
    rules: () => <FormRules editor={editor} onLeave={() => setMode('design')} />,
  }
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(entity.label, locale)}</b>
          <span className="m-faint m-clip">{say(form.label, locale) || form.key}</span>
        </>
      }
      steps={draft}
      tabs={[
        { key: 'form', label: t('form'), current: mode === 'design', onClick: () => setMode('design') },
        { key: 'flow', label: t('flow'), current: false, href: side('flow') },
        { key: 'rules', label: t('rules'), current: mode === 'rules', onClick: () => setMode('rules') },
        { key: 'rights', label: t('rights'), current: false, href: side('role') },
        { key: 'print', label: t('print'), current: false, href: side('print') },
        {
          key: 'json',
          label: kt('json'),
          advanced: true,
          current: mode === 'json',
          onClick: () => setMode('json'),
        },
      ]}
      history={[
        {
          kind: 'form',
          key: `${entity.key}.${form.key}`,
          json: form,
          onRestore: (json) => draft.commit({ ...draft.present, form: json as typeof form }, t('restored')),
        },
        {
          kind: 'entity',
          key: entity.key,
          json: entity,
          onRestore: (json) =>
            draft.commit({ ...draft.present, entity: json as typeof entity }, t('restored')),
        },
      ]}
      onPreview={() => toggle('preview')}
      previewing={mode === 'preview'}
      onProblem={(problem) => {
        if (problem.kind === 'form') jump(problem.path)
        else if (problem.kind === 'entity' && problem.key === entity.key) jump(problem.path, 'entity')
        else if (problem.kind === undefined) go('/design')
      }}
    >
      {works[mode]()}
      {showsKeys ? <KeysDialog onClose={() => setShowsKeys(false)} /> : null}
    </DesignerFrame>
  )
}

function JsonWork({ draft }: { readonly draft: Draft<FormDraft> }): ReactNode {
  const t = useT(messages)
  const { present, commit } = draft
  return (
    <main className="d-jsons">
      <JsonView
        title={t('jsonForm')}
        kind="form"
        value={present.form}
        onChange={(next) => commit({ ...present, form: next as typeof present.form }, t('applyJson'))}
      />
      <JsonView
        title={t('jsonEntity')}
        kind="entity"
        value={present.entity}
        onChange={(next) => commit({ ...present, entity: next as typeof present.entity }, t('applyJson'))}
      />
    </main>
  )
}
