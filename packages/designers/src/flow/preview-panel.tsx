import type { Preview } from '@mortise/flows'
import { IconButton, useT, useUi } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { previewWay } from './preview.ts'
import { usePeople } from './use-directory.ts'
import type { FlowEditor } from './use-flow-editor.ts'
import { WayPeople } from './way-people.tsx'

const statusWords: { readonly [status: string]: 'statusApproved' | 'statusRejected' } = {
  approved: 'statusApproved',
  rejected: 'statusRejected',
}

/** Chooses a record and shows who would decide on its way; the canvas shows the same way. */
export function PreviewPanel({
  editor,
  preview,
  onPreview,
  onClose,
}: {
  readonly editor: FlowEditor
  readonly preview: Preview | undefined
  readonly onPreview: (preview: Preview | undefined) => void
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { client, kit, model } = useWorkbench()
  const { timeZone } = useUi()
  const people = usePeople(true)
  const { flow } = editor
  const [text, setText] = useState('')
  const [id, setId] = useState<string>()
  const [starter, setStarter] = useState<string>()
  const title = model.entity(flow.entity)?.document.title ?? 'id'
  const hits = useQuery({
    queryKey: ['design', 'preview', flow.entity, text],
    queryFn: async () =>
      (
        await client.records.query({
          entity: flow.entity,
          fields: [title],
          limit: 20,
          ...(text === '' ? {} : { search: text }),
        })
      ).data,
    placeholderData: (before) => before,
  })
  const record = useQuery({
    queryKey: ['design', 'preview', flow.entity, 'record', id],
    enabled: id !== undefined,
    queryFn: async () => (await client.records.get(flow.entity, id ?? '')).data,
  })
  const me = useQuery({
    queryKey: ['design', 'me'],
    queryFn: () => client.session.me(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const from = starter ?? me.data?.user.id
  const values = record.data
  useEffect(() => {
    if (values === undefined || people === undefined || from === undefined) return onPreview(undefined)
    const now = new Date().toISOString()
    onPreview(
      previewWay({ flow, record: { id: values.id, values }, starter: from, people, kit, now, timeZone }),
    )
    // The way is worked out anew when the flow, the record or the starter changes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [flow, values, people, from])
  return (
    <div className="d-panel-body">
      <h2 className="d-panel-title">
        {t('who')}
        <span className="m-spring" />
        <IconButton icon="x" label={t('close')} onClick={onClose} />
      </h2>
      <p className="m-faint f-note">{t('whoNote')}</p>
      <div className="m-stack">
        <label className="d-line">
          {t('record')}
          <Select<string>
            aria-label={t('pickRecord')}
            placeholder={t('pickRecord')}
            showSearch={{ filterOption: false, onSearch: setText }}
            value={id ?? null}
            options={(hits.data ?? []).map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))}
            onChange={setId}
          />
        </label>
        <label className="d-line">
          {t('starter')}
          <Select<string>
            aria-label={t('starter')}
            showSearch={{ optionFilterProp: 'label' }}
            value={from ?? null}
            options={(people?.users ?? []).map(({ id: value, name }) => ({ value, label: name }))}
            onChange={setStarter}
          />
        </label>
      </div>
      {record.error === null ? null : <p className="m-error d-panel-note">{record.error.message}</p>}
      {preview === undefined ? null : <Way preview={preview} editor={editor} />}
    </div>
  )
}

function Way({ preview, editor }: { readonly preview: Preview; readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const shown = preview.steps.filter(({ type }) => editor.nodes.find(type)?.branching !== true)
  return (
    <>
      <ol className="f-way" aria-label={t('who')}>
        {shown.map((step, at) => (
          <li key={at}>
            <button type="button" onClick={() => editor.select({ node: step.nodeId })}>
              {editor.nameOf(step.nodeId)}
            </button>
            <WayPeople step={step} />
          </li>
        ))}
      </ol>
      <p className="m-faint">{t('endsAs', { status: t(statusWords[preview.status] ?? 'statusOpen') })}</p>
    </>
  )
}
