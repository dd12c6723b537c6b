import type { PrintDocument } from '@mortise/schema'
import { EmptyState, useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

type Hit = { readonly value: string; readonly label: string }

/** The template over a record of one's choice, as the server prints it. */
export function PdfPreview({ print }: { readonly print: PrintDocument }): ReactNode {
  const t = useT(messages)
  const { client, model } = useWorkbench()
  const [hits, setHits] = useState<readonly Hit[]>([])
  const [id, setId] = useState<string>()
  const title = model.entity(print.entity)?.document.title ?? 'id'
  const find = (search: string): void => {
    void client.records
      .query({ entity: print.entity, fields: [title], limit: 20, ...(search === '' ? {} : { search }) })
      .then(({ data }) =>
        setHits(data.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))),
      )
      .catch(() => setHits([]))
  }
  useEffect(() => find(''), [client, print.entity])
  const url = id === undefined ? undefined : client.insight.printUrl(print.key, id)
  return (
    <main className="d-canvas">
      <div className="d-canvas-bar">
        <Select<string>
          style={{ width: 280 }}
          aria-label={t('sample')}
          placeholder={t('sample')}
          showSearch={{ filterOption: false, onSearch: find }}
          value={id ?? null}
          options={[...hits]}
          onChange={setId}
        />
        <span className="m-faint">{t('sampleNote')}</span>
      </div>
      {url === undefined ? (
        <EmptyState drawing="file" title={t('sample')} />
      ) : (
        // A frame, as everywhere: the page's policy keeps objects out.
        <iframe key={url} className="d-pdf" src={url} title={t('print')} />
      )}
    </main>
  )
}
