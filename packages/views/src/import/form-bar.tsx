import type { ImportForm, ImportUpload } from '@mortise/client'
import { useT, useToast } from '@mortise/ui'
import { InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'gb18030', label: 'GB18030 / GBK' },
  { value: 'utf-16le', label: 'UTF-16' },
]

/** How the file is read; a change reads it anew. */
export function FormBar({
  file,
  onRead,
}: {
  readonly file: ImportUpload
  readonly onRead: (file: ImportUpload) => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const { form = {}, sheets = [] } = file
  const read = async (change: ImportForm): Promise<void> => {
    setBusy(true)
    try {
      onRead(await client.imports.read(file.id, { ...form, ...change }))
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <div className="m-row m-import-options">
      {form.encoding === undefined ? null : (
        <>
          <span>{t('encoding')}</span>
          <Select
            aria-label={t('encoding')}
            style={{ width: 160 }}
            disabled={busy}
            value={form.encoding}
            options={encodings}
            onChange={(encoding) => void read({ encoding })}
          />
        </>
      )}
      {sheets.length < 2 ? null : (
        <>
          <span>{t('sheet')}</span>
          <Select
            aria-label={t('sheet')}
            style={{ width: 180 }}
            disabled={busy}
            value={form.sheet ?? null}
            options={sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet: string | null) => void read(sheet === null ? {} : { sheet })}
          />
        </>
      )}
      <span>{t('headerRow')}</span>
      <InputNumber
        aria-label={t('headerRow')}
        style={{ width: 72 }}
        min={1}
        max={100}
        disabled={busy}
        value={form.headerRow ?? 1}
        onChange={(headerRow) => (headerRow === null ? undefined : void read({ headerRow }))}
      />
    </div>
  )
}
