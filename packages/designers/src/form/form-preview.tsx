import { say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { compileForm, openForm, showErrors, validateForm } from '@mortise/forms'
import type { FormDocument, FormNode } from '@mortise/schema'
import { Icon, useLocale, useT, useUi } from '@mortise/ui'
import { FormStore, FormView } from '@mortise/views'
import { Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import type { Device } from './device-switch.tsx'
import type { FormDraft } from './draft.ts'
import { messages } from './messages.ts'

/** The form on a phone: every field as wide as it says for phones. */
function onPhone(form: FormDocument): FormDocument {
  const narrow = (nodes: readonly FormNode[]): readonly FormNode[] =>
    nodes.map((node): FormNode => {
      if (node.type === 'field') return { ...node, span: node.mobileSpan ?? 12 }
      if ('tabs' in node)
        return { ...node, tabs: node.tabs.map((tab) => ({ ...tab, nodes: narrow(tab.nodes) })) }
      if ('steps' in node)
        return { ...node, steps: node.steps.map((step) => ({ ...step, nodes: narrow(step.nodes) })) }
      return 'nodes' in node ? { ...node, nodes: narrow(node.nodes) } : node
    })
  return { ...form, nodes: narrow(form.nodes) }
}

/** The form as people will fill it in, by the form runtime itself. */
export function FormPreview({
  draft,
  device,
}: {
  readonly draft: FormDraft
  readonly device: Device
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const { model, kit } = useWorkbench()
  const faces = useDesignFaces()
  const [turn, setTurn] = useState(0)
  const [verdict, setVerdict] = useState<readonly string[]>()
  const ctx = useMemo<FaceContext>(() => ({ ...faces, types: kit.fields }), [faces, kit])
  const store = useMemo(() => {
    const entity = model.entity(draft.entity.key)
    if (entity === undefined) return undefined
    const form = device === 'phone' ? onPhone(draft.form) : draft.form
    const program = compileForm({ model, entity, form, fields: kit.fields, language })
    const now = new Date().toISOString()
    return new FormStore(program, openForm(program, { values: {}, isNew: true, now, timeZone, locale }))
    // A new turn starts with an empty form.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [model, draft, device, kit, timeZone, locale, turn])
  if (store === undefined) return null
  const check = (): void => {
    const { errors } = validateForm(store.program, store.state)
    store.set((state) => showErrors(state, errors).state)
    setVerdict(errors.map(({ message }) => say(message, locale)))
  }
  return (
    <div className="d-preview">
      <p className="m-faint">{t('previewNote')}</p>
      <FormView key={turn} store={store} ctx={ctx} />
      <div className="d-preview-foot">
        {verdict === undefined ? null : verdict.length === 0 ? (
          <span className="d-fine">
            <Icon name="circle-check" /> {t('previewFine')}
          </span>
        ) : (
          <span className="m-error">{verdict[0]}</span>
        )}
        <span className="m-spring" />
        <Button
          onClick={() => {
            setTurn(turn + 1)
            setVerdict(undefined)
          }}
        >
          {t('restart')}
        </Button>
        <Button type="primary" onClick={check}>
          {t('previewCheck')}
        </Button>
      </div>
    </div>
  )
}
