import { say } from '@mortise/errors'
import type { AppDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import '../styles/app.css'
import { appMessages } from './app-messages.ts'
import { NavCanvas } from './nav-canvas.tsx'
import { NavPalette } from './nav-palette.tsx'
import { NavPanel } from './nav-panel.tsx'
import { useNavEditor } from './use-nav-editor.ts'

/** Designs an app's name, look and navigation. */
export function AppPage({ name }: { readonly name: string }): ReactNode {
  const { space } = useWorkbench()
  const draft = useDraft({ app: ['app', name] } as const)
  useEffect(() => space.workIn(name, `/design?app=${name}`), [space, name])
  return draft === undefined ? (
    <Missing />
  ) : (
    <Designer draft={draft as Draft<{ readonly app: AppDocument }>} />
  )
}

function Designer({ draft }: { readonly draft: Draft<{ readonly app: AppDocument }> }): ReactNode {
  const t = useT(appMessages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const editor = useNavEditor(draft)
  const [mode, setMode] = useState<'design' | 'json'>('design')
  const { app } = draft.present
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(app.label, locale) || app.key}</b>
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
            kind="app"
            title="app.json"
            value={app}
            onChange={(next) => draft.commit({ app: next as AppDocument }, t('title'))}
          />
        </main>
      ) : (
        <>
          <NavPalette editor={editor} />
          <main className="d-canvas" aria-label={kt('canvas')}>
            <NavCanvas editor={editor} />
          </main>
          <SidePanel open={editor.selected !== undefined} onClose={() => editor.select(undefined)}>
            <NavPanel editor={editor} />
          </SidePanel>
        </>
      )}
    </DesignerFrame>
  )
}
