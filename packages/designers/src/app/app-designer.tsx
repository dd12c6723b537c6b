import { say } from '@mortise/errors'
import type { AppDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useEffect } from 'react'
import { DesignOrJson } from '../kit/design-or-json.tsx'
import { Missing } from '../kit/missing.tsx'
import { ThreeParts } from '../kit/three-parts.tsx'
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
  const locale = useLocale()
  const editor = useNavEditor(draft)
  const { app } = draft.present
  return (
    <DesignOrJson
      name={say(app.label, locale) || app.key}
      what={t('title')}
      steps={draft}
      tab={t('title')}
      document={{
        kind: 'app',
        file: 'app.json',
        value: app,
        onChange: (next) => draft.commit({ app: next as AppDocument }, t('title')),
      }}
    >
      <ThreeParts
        palette={<NavPalette editor={editor} />}
        canvas={<NavCanvas editor={editor} />}
        panel={<NavPanel editor={editor} />}
        editor={editor}
      />
    </DesignOrJson>
  )
}
