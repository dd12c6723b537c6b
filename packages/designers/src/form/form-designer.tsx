import { say } from '@mortise/errors'
import { useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraftOf } from '../workbench/use-draft.ts'
import { type Device, DeviceSwitch } from './device-switch.tsx'
import { type FormDraft, formShape, missingChildren } from './draft.ts'
import type { FormEditor, Place } from './editor-types.ts'
import { FormCanvas } from './form-canvas.tsx'
import { FormPalette } from './form-palette.tsx'
import { FormPanel } from './form-panel.tsx'
import { FormPreview } from './form-preview.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { focusPlace } from './lead.ts'
import { messages } from './messages.ts'
import { columnAt } from './subtable.ts'
import { nodeAt } from './tree.ts'
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

type Mode = 'design' | 'preview' | 'json'

const widths: { readonly [K in Device]: number | undefined } = { desktop: undefined, tablet: 768, phone: 390 }

function Designer({ draft }: { readonly draft: Draft<FormDraft> }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { current, go } = useNavigator()
  const [mode, setMode] = useState<Mode>('design')
  const [device, setDevice] = useState<Device>('desktop')
  const [showsKeys, setShowsKeys] = useState(false)
  const toggle = (wanted: Mode): void => setMode((now) => (now === wanted ? 'design' : wanted))
  const lead = (place: Place): void => {
    if (place === 'preview' || place === 'json') toggle(place)
    else if (place === 'keys') setShowsKeys(true)
    else focusPlace(place)
  }
  const editor = useFormEditor(draft, lead)
  const { entity, form } = draft.present
  const jump = (path: string): void => {
    const pointer = nearest(draft.present, path)
    if (pointer !== undefined) editor.select(pointer)
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
    design: () => <DesignWork editor={editor} device={device} bar={deviceSwitch} />,
    preview: () => (
      <main className="d-canvas">
        <div className="d-canvas-bar">{deviceSwitch}</div>
        <div className="d-canvas-scroll">
          <div className="d-paper" style={{ maxWidth: widths[device] ?? 1040 }}>
            <FormPreview draft={draft.present} device={device} />
          </div>
        </div>
      </main>
    ),
    json: () => <JsonWork draft={draft} />,
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
        { key: 'rules', label: t('rules'), current: false, href: side('rule') },
        { key: 'rights', label: t('rights'), current: false, href: side('role') },
        { key: 'print', label: t('print'), current: false, href: side('print') },
        { key: 'json', label: kt('json'), current: mode === 'json', onClick: () => setMode('json') },
      ]}
      onPreview={() => toggle('preview')}
      previewing={mode === 'preview'}
      onProblem={(problem) => {
        if (problem.kind === 'form') jump(problem.path)
        else if (problem.kind === undefined) go('/design')
      }}
    >
      {works[mode]()}
      {showsKeys ? <KeysDialog onClose={() => setShowsKeys(false)} /> : null}
    </DesignerFrame>
  )
}

/** Palette, canvas and properties side by side. */
function DesignWork({
  editor,
  device,
  bar,
}: {
  readonly editor: FormEditor
  readonly device: Device
  readonly bar: ReactNode
}): ReactNode {
  const kt = useT(kitMessages)
  const narrow = useNarrow()
  return (
    <>
      <FormPalette draft={editor.draft.present} onAdd={editor.add} />
      <main className="d-canvas" aria-label={kt('canvas')}>
        <div className="d-canvas-bar">{bar}</div>
        <FormCanvas editor={editor} width={widths[device]} phone={narrow || device === 'phone'} />
      </main>
      <SidePanel open={editor.selected !== undefined} onClose={() => editor.select(undefined)}>
        <FormPanel editor={editor} />
      </SidePanel>
    </>
  )
}

function JsonWork({ draft }: { readonly draft: Draft<FormDraft> }): ReactNode {
  const t = useT(messages)
  const { present, commit } = draft
  return (
    <main className="d-jsons">
      <JsonView
        title={t('jsonForm')}
        value={present.form}
        onChange={(next) => commit({ ...present, form: next as typeof present.form }, t('applyJson'))}
      />
      <JsonView
        title={t('jsonEntity')}
        value={present.entity}
        onChange={(next) => commit({ ...present, entity: next as typeof present.entity }, t('applyJson'))}
      />
    </main>
  )
}

/** The node or column a problem's place lies in. */
function nearest(draft: FormDraft, path: string): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (columnAt(draft, at) !== undefined || nodeAt(draft.form, at) !== undefined) return at
  return undefined
}
