import { IconButton, useConfirm, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { type TreeColumn, TreeEditor } from './tree-editor.tsx'
import type { TreeEntry } from './tree.ts'

/** The tree of regions. Departments lie in them, and roles may give what belongs to one's region. */
export function Regions(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const confirm = useConfirm()
  const all = useQuery({ queryKey: ['people', 'regions'], queryFn: () => client.people.regions() })
  const remove: TreeColumn<TreeEntry> = {
    key: 'remove',
    head: t('removeRegion'),
    quiet: true,
    cell: (one, attempt) => (
      <IconButton
        icon="trash-2"
        label={`${t('removeRegion')} ${one.name}`}
        onClick={() => {
          void confirm({
            title: `${t('removeRegion')} ${one.name}`,
            body: t('removeRegionText'),
            action: t('removeRegion'),
            danger: true,
          }).then((sure) => {
            if (sure) attempt(() => client.people.removeRegion(one.id))
          })
        }}
      />
    ),
  }
  return (
    <section className="m-card m-stack">
      <h2>{t('regions')}</h2>
      <p className="m-faint">{t('regionsNote')}</p>
      <TreeEditor
        all={all}
        words={{
          name: t('regionName'),
          parent: t('regionParent'),
          none: t('none'),
          add: t('addRegion'),
          saved: t('saved'),
        }}
        columns={[remove]}
        onCreate={(name) => client.people.createRegion({ name, parentId: null })}
        onMove={(id, parentId) => client.people.updateRegion(id, { parentId })}
      />
    </section>
  )
}
