import type { DocumentKind } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { DesignerFrame, type Steps } from './designer-frame.tsx'
import { JsonView } from './json-view.tsx'
import { messages } from './messages.ts'

type DesignOrJsonProps = {
  /** What is designed, by its name, and what that is. */
  readonly name: string
  readonly what: string
  readonly steps: Steps
  /** The first tab; the second shows the JSON. */
  readonly tab: string
  readonly document: {
    readonly kind: DocumentKind
    readonly file: string
    readonly value: object
    readonly onChange: (next: object) => void
  }
  /** Stands in the top bar. */
  readonly extra?: ReactNode
  /** Stays beside both, such as a dialog. */
  readonly beside?: ReactNode
  readonly children: ReactNode
}

/** The frame of a designer of one document: its canvas, or the same document as JSON. */
export function DesignOrJson(props: DesignOrJsonProps): ReactNode {
  const { name, what, steps, tab, document, extra, beside, children } = props
  const t = useT(messages)
  const [json, setJson] = useState(false)
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{name}</b>
          <span className="m-faint m-clip">{what}</span>
        </>
      }
      steps={steps}
      tabs={[
        { key: 'design', label: tab, current: !json, onClick: () => setJson(false) },
        { key: 'json', label: t('json'), advanced: true, current: json, onClick: () => setJson(true) },
      ]}
      extra={extra}
      onProblem={(problem) => problem.kind === document.kind && setJson(false)}
    >
      {json ? (
        <main className="d-jsons">
          <JsonView
            kind={document.kind}
            title={document.file}
            value={document.value}
            onChange={document.onChange}
          />
        </main>
      ) : (
        children
      )}
      {beside}
    </DesignerFrame>
  )
}
