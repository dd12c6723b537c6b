import type { ImportUpload } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { Drawing, useT, useToast } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Takes the file by a click or a drop. */
export function UploadStep({
  entity,
  onDone,
}: {
  readonly entity: EntityModel
  readonly onDone: (upload: ImportUpload) => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const picker = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState<string>()
  const [pasted, setPasted] = useState('')
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setBusy(file.name)
    try {
      onDone(await client.imports.upload(entity.key, file))
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(undefined)
  }
  return (
    <div
      className="m-import-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files[0])
      }}
    >
      <Drawing name="file" />
      <h3>{busy === undefined ? t('drop') : t('reading', { name: busy })}</h3>
      <p className="m-faint">{t('dropText')}</p>
      <input
        ref={picker}
        hidden
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        aria-label={t('choose')}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button type="primary" loading={busy !== undefined} onClick={() => picker.current?.click()}>
        {t('choose')}
      </Button>
      <Input.TextArea
        className="m-import-paste"
        aria-label={t('paste')}
        placeholder={t('paste')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {pasted.trim() === '' ? null : (
        <Button
          onClick={() => void take(new File([pasted], 'paste.tsv', { type: 'text/tab-separated-values' }))}
        >
          {t('usePaste')}
        </Button>
      )}
    </div>
  )
}
