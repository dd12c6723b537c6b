import { say } from '@mortise/errors'
import type { PageDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import '../styles/page.css'
import { messages } from './messages.ts'
import { PageCanvas } from './page-canvas.tsx'
import { PagePalette } from './page-palette.tsx'
import { PagePanel } from './page-panel.tsx'
import { usePageEditor } from './use-page-editor.ts'

/** Designs how one record is shown. `name` is the stored name, such as `account.page`. */
export function PagePage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ page: ['page', name] } as const)
  return draft === undefined ? (
    <Missing />
  ) : (
    <Designer draft={draft as Draft<{ readonly page: PageDocument }>} />
  )
}

function Designer({ draft }: { readonly draft: Draft<{ readonly page: PageDocument }> }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const editor = usePageEditor(draft)
  const [mode, setMode] = useState<'design' | 'json'>('design')
  const { page } = draft.present
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(model.entity(page.entity)?.document.label, locale) || page.entity}</b>
          <span className="m-faint">{t('title')}</span>
        </>
      }
      steps={draft}
      tabs={[
        { key: 'design', label: t('title'), current: mode === 'design', onClick: () => setMode('design') },
        { key: 'json', label: kt('json'), current: mode === 'json', onClick: () => setMode('json') },
      ]}
    >
      {mode === 'json' ? (
        <main className="d-jsons">
          <JsonView
            kind="page"
            title={`pages/${page.entity}.${page.key}.json`}
            value={page}
            onChange={(next) => draft.commit({ page: next as PageDocument }, t('title'))}
          />
        </main>
      ) : (
        <>
          <PagePalette editor={editor} />
          <main className="d-canvas" aria-label={kt('canvas')}>
            <PageCanvas editor={editor} />
          </main>
          <SidePanel open={editor.selected !== undefined} onClose={() => editor.select(undefined)}>
            <PagePanel editor={editor} />
          </SidePanel>
        </>
      )}
    </DesignerFrame>
  )
}
