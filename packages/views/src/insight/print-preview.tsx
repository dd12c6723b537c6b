import { say } from '@mortise/errors'
import { EmptyState, Icon, IconButton, PageHeader, useLocale, useNavigator, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import '../styles/insight.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

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
  const url = client.insight.printUrl(template, id)
  const label = say(model.document('print', template)?.label, locale)
  return (
    <div className="m-print">
      <PageHeader
        title={label || t('print')}
        note={t('print')}
        actions={
          <>
            <Button type="primary" href={url} download icon={<Icon name="download" size={14} />}>
              {t('download')}
            </Button>
            <IconButton icon="x" label={t('close')} onClick={back} />
          </>
        }
      />
      {navigator.pdfViewerEnabled ? (
        <iframe src={url} title={label || t('print')} />
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
