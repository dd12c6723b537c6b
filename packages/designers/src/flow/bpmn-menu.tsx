import { say } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import type { Imported, Loss } from '@mortise/flows/bpmn'
import type { FlowDocument } from '@mortise/schema'
import { Icon, IconButton, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { Button, Dropdown, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { messages } from './messages.ts'
import { recordNames } from './record-paths.ts'
import type { FlowEditor } from './use-flow-editor.ts'

type Report = {
  readonly losses: readonly Loss[]
  /** What is taken over when the person agrees; absent after an export. */
  readonly flow?: FlowDocument
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/xml' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** A condition written by another tool, such as `${amount > 5}`, when it reads like ours. */
function readCondition(text: string, flow: FlowDocument): Expression | undefined {
  const inner = text.trim().replace(/^[$#]\{(.*)\}$/s, '$1')
  const parsed = language.parse(inner)
  return parsed.ok ? recordNames(parsed.expression, flow) : undefined
}

/** The flow, with what a file holds in the place of its steps. */
function merged(flow: FlowDocument, { flow: read }: Imported): FlowDocument {
  const { layout: _, ...rest } = flow
  const { start = flow.start, label = flow.label, variables, onReject, title } = read
  return {
    ...rest,
    label,
    start,
    nodes: read.nodes,
    edges: read.edges,
    ...(variables === undefined ? {} : { variables }),
    ...(onReject === undefined ? {} : { onReject }),
    ...(title === undefined ? {} : { title }),
  }
}

/** Takes a flow out as BPMN 2.0 or in from it, and tells what is lost on the way. */
export function BpmnMenu({ editor }: { readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const picker = useRef<HTMLInputElement>(null)
  const [report, setReport] = useState<Report>()
  const { flow } = editor
  const take = async (): Promise<void> => {
    const { exportBpmn } = await import('@mortise/flows/bpmn')
    const { xml, losses } = exportBpmn(flow)
    download(xml, `${flow.key}.bpmn`)
    if (losses.length > 0) setReport({ losses })
  }
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    try {
      const { importBpmn } = await import('@mortise/flows/bpmn')
      const imported = importBpmn(await file.text(), (text) => readCondition(text, flow))
      setReport({ losses: imported.losses, flow: merged(flow, imported) })
    } catch (error) {
      const known = error as { readonly text?: Parameters<typeof say>[0] }
      toast({ text: say(known.text, locale) || String(error), tone: 'danger' })
    }
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'export',
              label: t('bpmnExport'),
              icon: <Icon name="download" />,
              onClick: () => void take(),
            },
            {
              key: 'import',
              label: t('bpmnImport'),
              icon: <Icon name="upload" />,
              onClick: () => picker.current?.click(),
            },
          ],
        }}
      >
        <span className="f-zoom">
          <IconButton icon="ellipsis" label={t('further')} />
        </span>
      </Dropdown>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".bpmn,.xml,application/xml,text/xml"
        aria-label={t('bpmnImport')}
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {report === undefined ? null : (
        <LossDialog
          report={report}
          onClose={() => setReport(undefined)}
          onTake={() => {
            if (report.flow !== undefined) editor.commit(report.flow, t('bpmnImport'))
            editor.select(undefined)
            setReport(undefined)
          }}
        />
      )}
    </>
  )
}

const tints = { lost: 'red', open: 'amber', kept: 'gray' } as const

function LossDialog({
  report: { losses, flow },
  onClose,
  onTake,
}: {
  readonly report: Report
  readonly onClose: () => void
  readonly onTake: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const importing = flow !== undefined
  return (
    <Modal
      open
      title={t(importing ? 'bpmnImport' : 'bpmnExported')}
      onCancel={onClose}
      footer={
        importing ? (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="primary" onClick={onTake}>
              {t('bpmnTake', { n: flow.nodes.length })}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )
      }
    >
      <p>{t(losses.length === 0 ? 'bpmnNoLoss' : importing ? 'bpmnImportNote' : 'bpmnExportNote')}</p>
      <ul className="f-losses" aria-label={t('bpmnReport')}>
        {losses.map((one, at) => (
          <li key={at}>
            <Tag color={tints[one.kind]}>{t(`loss_${one.kind}`)}</Tag>
            <span>
              <b>{one.name}</b> {say(one.why, locale)}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
