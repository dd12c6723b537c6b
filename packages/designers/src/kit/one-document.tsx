import { say } from '@mortise/errors'
import { type DocumentByKind, type DocumentKind, documentFolders, kindNames } from '@mortise/schema'
import { Icon, useLocale, useNarrow, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import type { DesignProblem } from '../workbench/api.ts'
import type { Draft } from '../workbench/use-draft.ts'
import { DesignerFrame } from './designer-frame.tsx'
import type { DesignerTab } from './designer-tabs.tsx'
import { JsonView } from './json-view.tsx'
import { messages } from './messages.ts'
import { SidePanel } from './side-panel.tsx'
import '../styles/automation.css'

type AnyDocument = DocumentByKind[DocumentKind]

type OneDocumentProps = {
  readonly kind: DocumentKind
  readonly name: string
  readonly value: object
  readonly steps: Draft<unknown>
  /** Puts another state of the document as one step. */
  readonly onWrite: (next: object, label: string) => void
  /** What the first tab is called. */
  readonly tab: string
  /** Further sides of the document, after the first. */
  readonly tabs?: readonly DesignerTab[]
  /** Called when the first side is asked for while another one shows. */
  readonly onDesign?: () => void
  readonly onProblem?: (problem: DesignProblem) => void
  readonly children: ReactNode
}

/** The frame of a designer that edits one document: its own canvas, its versions, and the same as JSON. */
export function OneDocument(props: OneDocumentProps): ReactNode {
  const { kind, name, value, steps, onWrite, tab, tabs = [], onDesign, onProblem, children } = props
  const t = useT(messages)
  const locale = useLocale()
  const [json, setJson] = useState(false)
  const elsewhere = tabs.some(({ current }) => current)
  const { label } = value as { readonly label?: Parameters<typeof say>[0] }
  const open = (): void => {
    setJson(false)
    onDesign?.()
  }
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(label, locale) || name}</b>
          <span className="m-faint m-clip">{kindNames[kind][locale]}</span>
        </>
      }
      steps={steps}
      tabs={[
        { key: 'design', label: tab, current: !json && !elsewhere, onClick: open },
        ...tabs.map((one) => ({
          ...one,
          current: one.current && !json,
          onClick: () => {
            setJson(false)
            one.onClick?.()
          },
        })),
        { key: 'json', label: t('json'), advanced: true, current: json, onClick: () => setJson(true) },
      ]}
      history={[
        { kind, key: name, json: value as AnyDocument, onRestore: (next) => onWrite(next, t('restored')) },
      ]}
      onProblem={(problem) => {
        if (problem.kind !== kind || problem.key !== name) return
        open()
        onProblem?.(problem)
      }}
    >
      {json ? (
        <main className="d-jsons">
          <JsonView
            kind={kind}
            title={`${documentFolders[kind]}/${name}.json`}
            value={value}
            onChange={(next) => onWrite(next, t('json'))}
          />
        </main>
      ) : (
        children
      )}
    </DesignerFrame>
  )
}

/** A canvas of cards with properties at the right; on a phone a button brings the properties up. */
export function CardsAndPanel({
  panel,
  open,
  onOpen,
  wide = false,
  seal,
  children,
}: {
  readonly panel: ReactNode
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  /** Whether the cards may take all the room there is. */
  readonly wide?: boolean
  readonly seal: () => void
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  return (
    <>
      <main className="d-canvas" aria-label={t('canvas')} onBlur={seal}>
        <div className="d-canvas-scroll">
          <div className="d-auto" data-wide={wide}>
            {children}
          </div>
        </div>
        {narrow ? (
          <button
            type="button"
            className="d-palette-open"
            aria-label={t('properties')}
            onClick={() => onOpen(true)}
          >
            <Icon name="settings" size={20} />
          </button>
        ) : null}
      </main>
      <SidePanel open={open} onClose={() => onOpen(false)}>
        <div className="d-panel-body" onBlur={seal}>
          {panel}
        </div>
      </SidePanel>
    </>
  )
}
