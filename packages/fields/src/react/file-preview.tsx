import { Icon, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { messages } from './messages.ts'
import { previewKind } from './preview-kind.ts'
import type { FileValue } from './types.ts'

/**
 * Shows a file over the page. The server hands files out as plain bytes that nothing runs; here they get back the type
 * under which they were uploaded, if it is one of the harmless ones.
 */
export function FilePreview({
  file,
  url,
  onClose,
}: {
  readonly file: FileValue
  readonly url: string
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const kind = previewKind(file.type)
  const [shown, setShown] = useState<{
    readonly href?: string
    readonly text?: string
    readonly failed?: true
  }>({})
  useEffect(() => {
    // What was chosen on this page and is still in its hands needs no fetching.
    if (url.startsWith('blob:') && kind !== 'text') {
      setShown({ href: url })
      return undefined
    }
    let href: string | undefined
    const stop = new AbortController()
    fetch(url, { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status))
        const bytes = await answer.blob()
        if (kind === 'text') return setShown({ text: (await bytes.text()).slice(0, 200_000) })
        href = URL.createObjectURL(new Blob([bytes], { type: file.type }))
        setShown({ href })
      })
      .catch(() => {
        if (!stop.signal.aborted) setShown({ failed: true })
      })
    return () => {
      stop.abort()
      if (href !== undefined) URL.revokeObjectURL(href)
    }
  }, [url, kind, file.type])
  return (
    <Modal
      open
      centered
      width="min(960px, 94vw)"
      title={file.name}
      onCancel={onClose}
      footer={
        <Button href={url} download={file.name} icon={<Icon name="download" size={14} />}>
          {t('download')}
        </Button>
      }
    >
      <div className="m-preview" onClick={(event) => event.stopPropagation()}>
        {shown.failed ? <p className="m-faint">{t('previewFailed')}</p> : null}
        {kind === 'image' && shown.href !== undefined ? <img src={shown.href} alt={file.name} /> : null}
        {kind === 'pdf' && shown.href !== undefined ? <iframe src={shown.href} title={file.name} /> : null}
        {shown.text === undefined ? null : <pre>{shown.text}</pre>}
      </div>
    </Modal>
  )
}
