import { say } from '@mortise/errors'
import { useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import type { FormDraft } from './commands.ts'
import { FormCanvas } from './form-canvas.tsx'
import { FormPalette } from './form-palette.tsx'
import { type Device, DeviceSwitch, FormPanel } from './form-panel.tsx'
import { FormPreview } from './form-preview.tsx'
import { messages } from './messages.ts'
import { nodeAt } from './tree.ts'
import { useFormEditor } from './use-form-editor.ts'

/** Designs a form together with the fields of its entity. `form` is the stored name, such as `lead.edit`. */
export function FormPage({ name: form }: { readonly name: string }): ReactNode {
  const { space } = useWorkbench()
  const entity = space.get('form', form)?.entity ?? ''
  const draft = useDraft({ entity: ['entity', entity], form: ['form', form] } as const)
  return draft === undefined ? <Missing /> : <Designer key={form} draft={draft as Draft<FormDraft>} />
}

type Mode = 'design' | 'preview' | 'json'

const widths: { readonly [K in Device]: number | undefined } = { desktop: undefined, tablet: 768, phone: 390 }

function Designer({ draft }: { readonly draft: Draft<FormDraft> }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const narrow = useNarrow()
  const { current, go } = useNavigator()
  const editor = useFormEditor(draft)
  const [mode, setMode] = useState<Mode>('design')
  const [device, setDevice] = useState<Device>('desktop')
  const { entity, form } = draft.present
  const jump = (path: string): void => {
    const pointer = nearestNode(draft.present, path)
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
    design: () => (
      <>
        <FormPalette draft={draft.present} onAdd={editor.add} />
        <main className="d-canvas" aria-label={kt('canvas')}>
          <div className="d-canvas-bar">{deviceSwitch}</div>
          <FormCanvas editor={editor} width={widths[device]} phone={narrow || device === 'phone'} />
        </main>
        <SidePanel open={editor.selected !== undefined} onClose={() => editor.select(undefined)}>
          <FormPanel editor={editor} />
        </SidePanel>
      </>
    ),
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
    json: () => (
      <main className="d-jsons">
        <JsonView
          title={t('jsonForm')}
          value={form}
          onChange={(next) => draft.commit({ entity, form: next as typeof form }, t('applyJson'))}
        />
        <JsonView
          title={t('jsonEntity')}
          value={entity}
          onChange={(next) => draft.commit({ entity: next as typeof entity, form }, t('applyJson'))}
        />
      </main>
    ),
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
      onPreview={() => setMode(mode === 'preview' ? 'design' : 'preview')}
      previewing={mode === 'preview'}
      onProblem={(problem) => {
        if (problem.kind === 'form') jump(problem.path)
        else if (problem.kind === undefined) go('/design')
      }}
    >
      {works[mode]()}
    </DesignerFrame>
  )
}

/** The node a problem's place lies in. */
function nearestNode({ form }: FormDraft, path: string): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (nodeAt(form, at) !== undefined) return at
  }
  return undefined
}
