import { say } from '@mortise/errors'
import type { PageDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { DesignOrJson } from '../kit/design-or-json.tsx'
import { Missing } from '../kit/missing.tsx'
import { ThreeParts } from '../kit/three-parts.tsx'
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
  const locale = useLocale()
  const { model } = useWorkbench()
  const editor = usePageEditor(draft)
  const { page } = draft.present
  return (
    <DesignOrJson
      name={say(model.entity(page.entity)?.document.label, locale) || page.entity}
      what={t('title')}
      steps={draft}
      tab={t('title')}
      document={{
        kind: 'page',
        file: `pages/${page.entity}.${page.key}.json`,
        value: page,
        onChange: (next) => draft.commit({ page: next as PageDocument }, t('title')),
      }}
    >
      <ThreeParts
        palette={<PagePalette editor={editor} />}
        canvas={<PageCanvas editor={editor} />}
        panel={<PagePanel editor={editor} />}
        editor={editor}
      />
    </DesignOrJson>
  )
}
