import type { KeptPrint } from '@mortise/client'
import { say } from '@mortise/errors'
import {
  EmptyState,
  Icon,
  IconButton,
  PageHeader,
  randomId,
  useLocale,
  useNavigator,
  useT,
  useToast,
} from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/insight.css'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { PrintRemarks } from './print-remarks.tsx'

/** A print of one record, as the PDF that the server makes, beside its download. */
export function PrintPreview({
  template,
  id,
}: {
  readonly template: string
  readonly id: string
}): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { back } = useNavigator()
  const toast = useToast()
  const queries = useQueryClient()
  const [kept, setKept] = useState<KeptPrint>()
  const [busy, setBusy] = useState(false)
  // One press keeps one document, however often its request has to be sent.
  const [press, setPress] = useState(randomId)
  // The paper and what it leaves short are asked for each by themselves: so the server knows that they belong together.
  const [preview] = useState(randomId)
  const shown = navigator.pdfViewerEnabled
  const url = kept === undefined ? client.insight.printUrl(template, id) : client.insight.keptUrl(kept.id)
  const paper = kept === undefined ? client.insight.printUrl(template, id, preview) : url
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      const made = await client.insight.keepPrint(template, id, press)
      setKept(made)
      setPress(randomId())
      const entity = model.document('print', template)?.entity ?? ''
      void queries.invalidateQueries({ queryKey: [...queryKeys.record(entity, id), 'kept'] })
      toast({ text: t('kept', { code: made.code }), tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
  }
  const label = say(model.document('print', template)?.label, locale)
  return (
    <div className="m-print">
      <PageHeader
        title={label || t('print')}
        note={t('print')}
        actions={
          <>
            <Button
              loading={busy}
              title={t('keepPrintHint')}
              icon={<Icon name="archive" size={14} />}
              onClick={() => void keep()}
            >
              {t('keepPrint')}
            </Button>
            <Button type="primary" href={url} download icon={<Icon name="download" size={14} />}>
              {t('download')}
            </Button>
            <IconButton icon="x" label={t('close')} onClick={back} />
          </>
        }
      />
      {kept === undefined ? (
        <PrintRemarks template={template} id={id} preview={shown ? preview : undefined} />
      ) : null}
      {shown ? (
        <iframe key={paper} src={paper} title={label || t('print')} />
      ) : (
        <EmptyState
          drawing="file"
          title={t('noPdf')}
          text={t('noPdfText')}
          action={
            <Button type="primary" href={url} download>
              {t('download')}
            </Button>
          }
        />
      )}
    </div>
  )
}
