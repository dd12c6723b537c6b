import { say } from '@mortise/errors'
import { Icon, useLocale, useNarrow, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { DesignOrJson } from '../kit/design-or-json.tsx'
import { useDropContainer } from '../kit/dnd.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import '../styles/report.css'
import '../styles/view.css'
import { useWorkbench } from '../workbench/context.tsx'
import { useDraft } from '../workbench/use-draft.ts'
import type { Shelf } from './commands.ts'
import { LiveView } from './live-view.tsx'
import { messages } from './messages.ts'
import { pillDrag, Shelves } from './shelves.tsx'
import { useViewEditor, type ViewDraft, type ViewEditor, type ViewPayload } from './use-view-editor.ts'
import { ViewPanel } from './view-panel.tsx'

const fieldDrag = 'view-field'
const drags = [fieldDrag, pillDrag] as const

/** Designs a view: fields are dragged to its places, and the view itself follows below. */
export function ViewPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ view: ['view', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as ViewDraft} />
}

function Designer({ draft }: { readonly draft: ViewDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const editor = useViewEditor(draft)
  const { view, entity } = editor
  return (
    <DesignOrJson
      name={say(view.label, locale) || view.key}
      what={say(entity?.document.label, locale)}
      steps={draft}
      tab={t('view')}
      document={{
        kind: 'view',
        file: `views/${view.entity}.${view.key}.json`,
        value: view,
        onChange: (next) => draft.commit({ view: next as typeof view }, t('edited', { name: kt('json') })),
      }}
    >
      <Work editor={editor} />
    </DesignOrJson>
  )
}

/** The fields of the entity, its own first. */
function useFieldGroups({ entity }: ViewEditor): readonly PaletteGroup[] {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const shown = (entity?.fields ?? []).filter(({ key }) => key !== 'id')
  const group = (key: 'fields' | 'system', system: boolean): PaletteGroup => ({
    key,
    label: t(key),
    items: shown
      .filter((field) => field.system === system)
      .map((field) => ({
        key: field.key,
        label: say(field.document.label, locale) || field.key,
        icon: kit.fields.find(field.type)?.icon ?? 'square',
        payload: { field: field.key } satisfies ViewPayload,
      })),
  })
  return [group('fields', false), group('system', true)].filter(({ items }) => items.length > 0)
}

function Work({ editor }: { readonly editor: ViewEditor }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const narrow = useNarrow()
  const groups = useFieldGroups(editor)
  const [panel, setPanel] = useState(false)
  const { ref, place, indicator } = useDropContainer<ViewPayload>(drags, {
    onDrop: (payload, { list, index }) => {
      if (list === 'preview') editor.add(payload.field)
      else editor.drop(payload, { shelf: list as Shelf, index })
    },
    canDrop: (payload, { list }) => list !== 'preview' || payload.from === undefined,
  })
  const overLive = place?.list === 'preview'
  return (
    <>
      <Palette
        kind={fieldDrag}
        groups={groups}
        onAdd={(payload) => editor.add((payload as ViewPayload).field)}
      />
      <main className="d-canvas r-work v-work" aria-label={kt('canvas')} ref={ref}>
        {narrow ? (
          <div className="r-phone-bar">
            <Button icon={<Icon name="sliders-horizontal" size={14} />} onClick={() => setPanel(true)}>
              {t('panel')}
            </Button>
          </div>
        ) : null}
        <Shelves editor={editor} />
        <LiveView editor={editor} over={overLive} />
        {overLive ? null : indicator}
      </main>
      <SidePanel open={panel} onClose={() => setPanel(false)}>
        <ViewPanel editor={editor} />
      </SidePanel>
    </>
  )
}
