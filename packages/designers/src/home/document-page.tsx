import { say } from '@mortise/errors'
import type { DocumentKind } from '@mortise/schema'
import { kindNames } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { Missing } from '../kit/missing.tsx'
import { useDraft } from '../workbench/use-draft.ts'

/** Any document that has no designer of its own yet, as JSON with the same checks, history and publishing. */
export function DocumentPage({ kind, name }: { readonly kind: string; readonly name: string }): ReactNode {
  const locale = useLocale()
  const draft = useDraft({ document: [kind as DocumentKind, name] } as const)
  if (draft === undefined) return <Missing />
  const document = draft.present.document as { readonly label?: Parameters<typeof say>[0] }
  const title = Object.hasOwn(kindNames, kind) ? kindNames[kind as DocumentKind][locale] : kind
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(document.label, locale) || name}</b>
          <span className="m-faint">{title}</span>
        </>
      }
      steps={draft}
    >
      <main className="d-jsons">
        <JsonView
          kind={kind as DocumentKind}
          title={`${kind}/${name}.json`}
          value={document}
          onChange={(next) => draft.commit({ document: next as never }, title)}
        />
      </main>
    </DesignerFrame>
  )
}
