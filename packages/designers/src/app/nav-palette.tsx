import { say } from '@mortise/errors'
import type { NavigationItem } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { appMessages } from './app-messages.ts'
import { navWords } from './nav-words.ts'
import { walkItems } from './navigation.ts'
import type { NavEditor } from './use-nav-editor.ts'

/** What can still be put into the navigation. */
export function NavPalette({ editor }: { readonly editor: NavEditor }): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const placed = new Set(walkItems(editor.items).map(({ item }) => nameOf(item)))
  const group = (key: string, label: string, items: readonly NavigationItem[]): PaletteGroup => ({
    key,
    label,
    items: items
      .filter((item) => !placed.has(nameOf(item)))
      .map((item) => {
        const words = navWords(item, model, locale)
        return { key: nameOf(item), label: words.name, icon: words.icon, payload: { add: item } }
      }),
  })
  const mains = model.entities.filter(({ document }) => document.kind !== 'child')
  const views = mains.flatMap((entity) =>
    model.views(entity.key).map((view) => ({
      entity: entity.key,
      view: view.key,
      label: `${say(entity.document.label, locale)} · ${say(view.label, locale) || view.key}`,
    })),
  )
  const basics: PaletteGroup = {
    key: 'basics',
    label: t('basics'),
    items: [
      {
        key: 'group',
        label: t('group'),
        icon: 'folder',
        payload: { add: { label: t('newGroup'), items: [] } },
      },
      {
        key: 'link',
        label: t('link'),
        icon: 'external-link',
        payload: { add: { label: t('newLink'), link: 'https://' } },
      },
    ],
  }
  const groups = [
    basics,
    group(
      'lists',
      t('lists'),
      mains.map(({ key }) => ({ entity: key })),
    ),
    group(
      'dashboards',
      t('dashboards'),
      model.documents('dashboard').map(({ key }) => ({ dashboard: key })),
    ),
    group(
      'reports',
      t('reports'),
      model.documents('report').map(({ key }) => ({ report: key })),
    ),
    group('views', t('views'), views),
  ].filter(({ items }) => items.length > 0)
  return (
    <Palette
      kind="nav-palette"
      groups={groups}
      onAdd={(payload) => editor.add((payload as { readonly add: NavigationItem }).add)}
    />
  )
}

function nameOf({ entity, view, dashboard, report, link }: NavigationItem): string {
  if (entity !== undefined) return `entity ${entity} ${view ?? ''}`
  return dashboard === undefined ? `report ${report ?? link ?? ''}` : `dashboard ${dashboard}`
}
